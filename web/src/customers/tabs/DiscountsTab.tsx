import Button from "@cloudscape-design/components/button";
import { useState } from "react";

import { api, type components } from "~/api/client";
import { useMay } from "~/api/me";
import { useList } from "~/api/useList";
import { formatMoney } from "~/formats/money";
import { EntryStateWord } from "~/parts/EntryStateWord";
import { InstantText } from "~/parts/InstantText";
import { ListTable, type Column } from "~/parts/ListTable";
import { PeriodText } from "~/parts/PeriodText";
import { RowDeed } from "~/parts/RowDeed";
import { useSay, type Say } from "~/words/say";

import { AgreeDiscountDialogue } from "../discounts/AgreeDiscountDialogue";
import { EndDiscountDialogue } from "../discounts/EndDiscountDialogue";
import type { TabProps } from "./tabs";

export type Discount = components["schemas"]["Discount"];

/** What the customer pays less than the price list says. */
export default function DiscountsTab({ customer: { number: customer, status } }: TabProps) {
  const say = useSay();
  const may = useMay();
  const [isAgreeing, setAgreeing] = useState(false);
  const [ending, setEnding] = useState<Discount | null>(null);
  const discounts = useList(["customers", customer, "discounts"], (cursor, signal) =>
    api.GET("/customers/{customer}/discounts", {
      params: { path: { customer }, query: cursor },
      signal,
    }),
  );
  return (
    <>
      <ListTable
        title={say("customers.tab_discounts")}
        list={discounts}
        idOf={({ id }) => id}
        columns={columns(say, may("end_discount") ? setEnding : null)}
        empty={say("customers.no_discounts")}
        actions={
          status === "active" &&
          may("agree_discount") && (
            <Button
              variant="primary"
              onClick={() => {
                setAgreeing(true);
              }}
            >
              {say("customers.discount_agree")}
            </Button>
          )
        }
      />
      {isAgreeing && (
        <AgreeDiscountDialogue
          customer={customer}
          onDismiss={() => {
            setAgreeing(false);
          }}
        />
      )}
      {ending && (
        <EndDiscountDialogue
          customer={customer}
          discount={ending}
          words={discountWords(ending, say)}
          onDismiss={() => {
            setEnding(null);
          }}
        />
      )}
    </>
  );
}

/** Such as "10 % off". */
function discountWords({ kind, percent, amount }: Discount, say: Say): string {
  const value = amount ? formatMoney(amount) : `${percent?.replace(".", ",") ?? ""} %`;
  return say(`customers.discount_${kind}`, { value });
}

function columns(
  say: Say,
  end: ((discount: Discount) => void) | null,
): readonly Column<Discount>[] {
  const ending: Column<Discount> = {
    id: "end",
    header: say("fields.deeds"),
    cell: (discount) =>
      discount.state !== "ended" && (
        <RowDeed
          text={say("customers.discount_end")}
          name={say("customers.discount_end_named", { discount: discountWords(discount, say) })}
          onAct={() => {
            end?.(discount);
          }}
        />
      ),
  };
  return [
    {
      id: "discount",
      header: say("customers.discount"),
      minWidth: 170,
      cell: (discount) => discountWords(discount, say),
    },
    {
      id: "article",
      header: say("orders.article"),
      cell: ({ article }) => article ?? say("customers.discount_all_articles"),
    },
    {
      id: "state",
      header: say("customers.status"),
      cell: ({ state }) => <EntryStateWord state={state} />,
    },
    {
      id: "period",
      header: say("blacklist.period"),
      minWidth: 180,
      cell: (discount) => <PeriodText from={discount.valid_from} until={discount.valid_until} />,
    },
    {
      id: "why",
      header: say("parts.reason"),
      minWidth: 200,
      cell: ({ why, agreed_by, agreed_at }) => (
        <>
          <div>{why}</div>
          <small>
            {agreed_by}, <InstantText instant={agreed_at} />
          </small>
        </>
      ),
    },
    ...(end ? [ending] : []),
  ];
}
