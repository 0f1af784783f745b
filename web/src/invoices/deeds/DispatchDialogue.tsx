import Box from "@cloudscape-design/components/box";

import { api, type components } from "~/api/client";
import { useRead } from "~/api/useRead";
import { Shown } from "~/parts/Shown";
import { useSay } from "~/words/say";

import type { Invoice } from "../useInvoice";
import { CopyShown } from "./CopyShown";
import type { Copy } from "./copy";
import { InvoiceDeed, type DialogueProps } from "./InvoiceDeed";

type Because = components["schemas"]["Because"];

/** Shows the copy that would be sent, and sends that one or none. */
export function DispatchDialogue(props: DialogueProps) {
  const say = useSay();
  const { reference } = props.invoice;
  return (
    <InvoiceDeed<Because>
      {...props}
      isAskedAgain
      size="max"
      title={say("invoices.dispatch_title", { reference })}
      submit={say("invoices.dispatch_submit")}
      done={say("invoices.dispatch_done", { reference })}
      ask={(body, header) =>
        api.POST("/invoices/{reference}/dispatch", {
          params: { path: { reference }, header },
          body,
        })
      }
      want={(reason) => ({ reason })}
    >
      {(seen) => (
        <>
          <Box>{say("invoices.dispatch_says")}</Box>
          <ToBeSent invoice={seen} />
        </>
      )}
    </InvoiceDeed>
  );
}

/**
 * Asked for after the version that is sent in If-Match: were the basis changed in between, the copy
 * shown would be newer, and the dispatch refused.
 */
function ToBeSent({ invoice: { reference, version } }: { invoice: Invoice }) {
  const copy = useRead(["invoice-copy", reference, version], (signal) =>
    api.GET("/invoices/{reference}/document", {
      params: { path: { reference }, query: { format: "json" } },
      signal,
    }),
  );
  return <Shown read={copy}>{(told) => <CopyShown copy={told as unknown as Copy} />}</Shown>;
}
