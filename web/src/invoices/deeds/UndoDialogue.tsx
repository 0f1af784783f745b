import { api, type components } from "~/api/client";
import { useRead } from "~/api/useRead";
import { Facts } from "~/parts/Facts";
import { Shown } from "~/parts/Shown";
import { useSay } from "~/words/say";

import type { Invoice } from "../useInvoice";
import { EditForeseen } from "./EditForeseen";
import { InvoiceDeed, type DialogueProps } from "./InvoiceDeed";

type EditMade = Invoice["edits"][number];
type Because = components["schemas"]["Because"];

/** Takes an edit off a draft again. */
export function UndoDialogue({ edit, ...props }: DialogueProps & { edit: EditMade }) {
  const say = useSay();
  const path = { reference: props.invoice.reference, edit: edit.id };
  return (
    <InvoiceDeed<Because>
      {...props}
      title={say("invoices.undo_title")}
      submit={say("invoices.undo")}
      done={say("invoices.undo_done", { words: edit.words })}
      ask={(body, header) =>
        api.POST("/invoices/{reference}/edits/{edit}/undoing", { params: { path, header }, body })
      }
      want={(reason) => ({ reason })}
    >
      {({ version }) => (
        <>
          <Facts
            facts={[
              [say("invoices.edit_words"), edit.words],
              [say("invoices.why"), edit.why],
            ]}
          />
          <Undone path={path} version={version} />
        </>
      )}
    </InvoiceDeed>
  );
}

interface UndoneProps {
  readonly path: { readonly reference: string; readonly edit: string };
  readonly version: number;
}

function Undone({ path, version }: UndoneProps) {
  const preview = useRead(["undoing-preview", path.reference, path.edit, version], (signal) =>
    api.GET("/invoices/{reference}/edits/{edit}/undoing", { params: { path }, signal }),
  );
  return <Shown read={preview}>{(told) => <EditForeseen preview={told} />}</Shown>;
}
