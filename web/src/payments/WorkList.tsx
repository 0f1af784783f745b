import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { useMay } from "~/api/me";
import type { Operation } from "~/api/client";
import type { List } from "~/api/useList";
import { formatMoney } from "~/formats/money";
import { ListTable, type Column } from "~/parts/ListTable";
import { Page } from "~/parts/Page";
import { PageLink } from "~/parts/PageLink";
import { useSay } from "~/words/say";

import { paymentColumns } from "./columns";
import { PaymentDialogue, type PaymentMatter } from "./deeds/PaymentDialogue";
import type { Payment } from "./usePayments";

interface WorkDeed {
  readonly matter: PaymentMatter;
  readonly needs: Operation;
}

interface Props {
  readonly title: string;
  readonly empty: string;
  readonly list: List<Payment>;
  /** What may be done with each: the first by Enter on its row. */
  readonly deeds: readonly [WorkDeed, ...WorkDeed[]];
  readonly column: Column<Payment>;
  /** Columns that tell nothing of these, by id. */
  readonly without: readonly string[];
}

/** Payments to work off: Enter opens one, and when it is done the next opens by itself. */
export function WorkList({ title, empty, list, deeds, column, without }: Props) {
  const say = useSay();
  const may = useMay();
  const [open, setOpen] = useState<{ id: string; matter: PaymentMatter } | null>(null);
  const [usual, ...others] = deeds;
  const isWorker = may(usual.needs);
  const goOn = () => {
    const next = list.items[list.items.findIndex(({ id }) => id === open?.id) + 1];
    setOpen(next ? { id: next.id, matter: usual.matter } : null);
  };
  return (
    <Page title={title} isList>
      <ListTable
        isPage
        isWrapped
        title={title}
        list={list}
        idOf={({ id }) => id}
        empty={empty}
        columns={[
          ...paymentColumns(
            say,
            ({ id, bank_date, amount }) =>
              isWorker ? (
                <Link
                  ariaLabel={say("payments.take_up", {
                    day: bank_date,
                    amount: formatMoney(amount),
                  })}
                  onFollow={(event) => {
                    event.preventDefault();
                    setOpen({ id, matter: usual.matter });
                  }}
                >
                  {bank_date}
                </Link>
              ) : (
                <PageLink to={`/payments/${id}`}>{bank_date}</PageLink>
              ),
            column,
          ).filter(({ id }) => !without.includes(id)),
          {
            id: "open",
            header: say("payments.deeds"),
            minWidth: 190,
            cell: ({ id, bank_date }) => (
              <SpaceBetween direction="horizontal" size="s">
                {others
                  .filter(({ needs }) => may(needs))
                  .map(({ matter }) => (
                    <Button
                      key={matter}
                      variant="inline-link"
                      ariaLabel={say("payments.deed_of", {
                        deed: say(`payments.deed_${matter}`),
                        day: bank_date,
                      })}
                      onClick={() => {
                        setOpen({ id, matter });
                      }}
                    >
                      {say(`payments.deed_${matter}`)}
                    </Button>
                  ))}
                <PageLink to={`/payments/${id}`}>{say("payments.details")}</PageLink>
              </SpaceBetween>
            ),
          },
        ]}
      />
      {open && (
        <PaymentDialogue
          key={`${open.id} ${open.matter}`}
          id={open.id}
          matter={open.matter}
          onDone={goOn}
          onDismiss={() => {
            setOpen(null);
          }}
        />
      )}
    </Page>
  );
}
