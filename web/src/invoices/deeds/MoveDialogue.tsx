import Box from "@cloudscape-design/components/box";

import { api, type components } from "~/api/client";
import { formatMoney } from "~/formats/money";
import { Facts } from "~/parts/Facts";
import { useSay } from "~/words/say";

import type { Line } from "../useInvoice";
import { InvoiceDeed, type DialogueProps } from "./InvoiceDeed";

type MoveLine = components["schemas"]["MoveLine"];

/** Leaves a call, with its corrections, to the customer's next invoice. */
export function MoveDialogue({ line, ...props }: DialogueProps & { line: Line }) {
  const say = useSay();
  const { reference } = props.invoice;
  return (
    <InvoiceDeed<MoveLine>
      {...props}
      title={say("invoices.move_title")}
      submit={say("invoices.move_submit")}
      done={say("invoices.move_done", { text: line.text })}
      ask={(body, header) =>
        api.POST("/invoices/{reference}/moves", { params: { path: { reference }, header }, body })
      }
      want={(reason) => ({ line: line.id, reason })}
    >
      {({ payable }) => (
        <>
          <Box>{say("invoices.move_says")}</Box>
          <Facts
            facts={[
              [say("invoices.line"), line.text],
              [say("invoices.amount"), formatMoney(line.amount)],
              [say("invoices.payable_now"), formatMoney(payable)],
            ]}
          />
        </>
      )}
    </InvoiceDeed>
  );
}
