import Button from "@cloudscape-design/components/button";

import { useMay } from "~/api/me";
import { InstantText } from "~/parts/InstantText";
import { useListOf } from "~/parts/listOf";
import { ListTable, type Column } from "~/parts/ListTable";
import { useSay } from "~/words/say";

import type { Matter } from "./deeds/InvoiceDialogue";
import type { Invoice } from "./useInvoice";

type EditMade = Invoice["edits"][number];

interface Props {
  readonly invoice: Invoice;
  readonly onChoose: (matter: Matter) => void;
}

/** The rules that staff have put on it, which may be taken off a draft again. */
export function EditsTable({ invoice, onChoose }: Props) {
  const say = useSay();
  const may = useMay();
  const list = useListOf(invoice.edits, 20);
  const isEditable = invoice.state === "draft" && may("edit_invoice");
  const undoing: Column<EditMade> = {
    id: "undo",
    header: say("invoices.undo_header"),
    cell: (edit) => (
      <Button
        variant="inline-link"
        ariaLabel={say("invoices.undo_of", { words: edit.words })}
        onClick={() => {
          onChoose({ kind: "undo", edit });
        }}
      >
        {say("invoices.undo")}
      </Button>
    ),
  };
  return (
    <ListTable<EditMade>
      isWrapped
      title={say("invoices.edits")}
      list={list}
      idOf={({ id }) => id}
      columns={[
        {
          id: "words",
          header: say("invoices.edit_words"),
          minWidth: 180,
          cell: (one) => one.words,
        },
        { id: "why", header: say("invoices.why"), cell: ({ why }) => why },
        { id: "who", header: say("invoices.who"), cell: ({ who }) => who },
        {
          id: "at",
          header: say("invoices.at"),
          cell: ({ at }) => <InstantText instant={at} />,
        },
        ...(isEditable && may("undo_invoice_edit") ? [undoing] : []),
      ]}
    />
  );
}
