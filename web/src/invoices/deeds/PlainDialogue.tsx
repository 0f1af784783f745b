import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";

import { api, type components } from "~/api/client";
import { formatMoney } from "~/formats/money";
import { useSay } from "~/words/say";

import type { AskInvoice } from "../useInvoice";
import { InvoiceDeed, type DialogueProps } from "./InvoiceDeed";

type Because = components["schemas"]["Because"];
type Kind = "retry" | "reopen" | "void";

/** Deeds that need nothing but a reason. */
export function PlainDialogue({ kind, ...props }: DialogueProps & { kind: Kind }) {
  const say = useSay();
  const { reference, due } = props.invoice;
  const asks: Record<Kind, AskInvoice<Because>> = {
    retry: (body, header) =>
      api.POST("/invoices/{reference}/retry", { params: { path: { reference }, header }, body }),
    reopen: (body, header) =>
      api.POST("/invoices/{reference}/reopening", {
        params: { path: { reference }, header },
        body,
      }),
    void: (body, header) =>
      api.POST("/invoices/{reference}/voiding", { params: { path: { reference }, header }, body }),
  };
  return (
    <InvoiceDeed<Because>
      {...props}
      title={say(`invoices.title_${kind}`, { reference })}
      submit={say(`invoices.plain_${kind}`)}
      done={say(`invoices.done_${kind}`, { reference })}
      ask={asks[kind]}
      want={(reason) => ({ reason })}
    >
      {({ trouble, orders }) => (
        <>
          <Box>{say(`invoices.says_${kind}`, { reference, orders, due: formatMoney(due) })}</Box>
          {kind !== "void" && trouble && (
            <Alert type="error" header={say("invoices.trouble")}>
              {trouble}
            </Alert>
          )}
        </>
      )}
    </InvoiceDeed>
  );
}
