import Button from "@cloudscape-design/components/button";
import { useState } from "react";

import { api, type components } from "~/api/client";
import { useMay } from "~/api/me";
import { useList } from "~/api/useList";
import { formatTelephone } from "~/formats/numbers";
import { ListTable, type Column } from "~/parts/ListTable";
import { PageLink } from "~/parts/PageLink";
import { RowDeed } from "~/parts/RowDeed";
import { useSay, type Say } from "~/words/say";

import type { Customer } from "../useCustomer";
import { LinkNumberDialogue, UnlinkNumberDialogue } from "./NumberDialogues";

type Numbered = components["schemas"]["Number"];

export function NumbersTable({ customer }: { customer: Customer }) {
  const say = useSay();
  const may = useMay();
  const [isLinking, setLinking] = useState(false);
  const [unlinking, setUnlinking] = useState<string | null>(null);
  const numbers = useList(["customers", customer.number, "numbers"], (cursor, signal) =>
    api.GET("/customers/{customer}/numbers", {
      params: { path: { customer: customer.number }, query: cursor },
      signal,
    }),
  );
  const mayChange = may("link_number") && customer.status === "active";
  return (
    <>
      <ListTable
        title={say("customers.numbers")}
        list={numbers}
        idOf={({ number }) => number}
        columns={columns(say, mayChange ? setUnlinking : null)}
        empty={say("customers.no_numbers")}
        actions={
          mayChange && (
            <Button
              onClick={() => {
                setLinking(true);
              }}
            >
              {say("customers.link_number")}
            </Button>
          )
        }
      />
      {isLinking && (
        <LinkNumberDialogue
          customer={customer.number}
          onDismiss={() => {
            setLinking(false);
          }}
        />
      )}
      {unlinking && (
        <UnlinkNumberDialogue
          customer={customer.number}
          number={unlinking}
          onDismiss={() => {
            setUnlinking(null);
          }}
        />
      )}
    </>
  );
}

function columns(say: Say, unlink: ((number: string) => void) | null): readonly Column<Numbered>[] {
  const unlinking: Column<Numbered> = {
    id: "unlink",
    header: say("fields.deeds"),
    cell: ({ number }) => (
      <RowDeed
        text={say("customers.unlink")}
        name={say("customers.unlink_named", { number: formatTelephone(number) })}
        onAct={() => {
          unlink?.(number);
        }}
      />
    ),
  };
  return [
    {
      id: "number",
      header: say("customers.telephone"),
      minWidth: 150,
      cell: ({ number }) => <span className="figures">{formatTelephone(number)}</span>,
    },
    {
      id: "block",
      header: say("customers.number_block"),
      minWidth: 150,
      cell: ({ number, block }) =>
        block && (
          <PageLink to={`/blacklist?${new URLSearchParams({ number })}`}>
            {say(`blacklist.kind_${block.kind}`)}
          </PageLink>
        ),
    },
    ...(unlink ? [unlinking] : []),
  ];
}
