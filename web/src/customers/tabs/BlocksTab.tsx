import Button from "@cloudscape-design/components/button";
import { useState } from "react";

import { useMay } from "~/api/me";
import { useCustomerBlocks, type AnyBlock } from "~/blacklist/blocks";
import { blockColumns } from "~/blacklist/columns";
import { EndBlockDialogue } from "~/blacklist/EndBlockDialogue";
import { PlaceBlockDialogue } from "~/blacklist/PlaceBlockDialogue";
import { ListTable } from "~/parts/ListTable";
import { useSay } from "~/words/say";

import type { TabProps } from "./tabs";

/** What bars the customer, or has. */
export default function BlocksTab({ customer: { number, status } }: TabProps) {
  const say = useSay();
  const may = useMay();
  const blocks = useCustomerBlocks(number);
  const [isPlacing, setPlacing] = useState(false);
  const [ending, setEnding] = useState<AnyBlock | null>(null);
  return (
    <>
      <ListTable
        title={say("customers.tab_blocks")}
        list={blocks}
        idOf={({ id }) => id}
        columns={blockColumns(say, {
          isOfOne: true,
          onEnd: may("end_customer_block") ? setEnding : null,
        })}
        empty={say("customers.no_blocks")}
        actions={
          status === "active" &&
          may("place_customer_block") && (
            <Button
              variant="primary"
              onClick={() => {
                setPlacing(true);
              }}
            >
              {say("blacklist.block_customer")}
            </Button>
          )
        }
      />
      {isPlacing && (
        <PlaceBlockDialogue
          customer={number}
          onDismiss={() => {
            setPlacing(false);
          }}
        />
      )}
      {ending && (
        <EndBlockDialogue
          block={ending}
          onDismiss={() => {
            setEnding(null);
          }}
        />
      )}
    </>
  );
}
