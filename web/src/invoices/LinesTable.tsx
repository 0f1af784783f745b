import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { useMay } from "~/api/me";
import { formatDuration } from "~/formats/times";
import { useListOf } from "~/parts/listOf";
import { ListTable, type Column } from "~/parts/ListTable";
import { MoneyText } from "~/parts/MoneyText";
import { useNarrow } from "~/parts/useNarrow";
import { useSay } from "~/words/say";

import type { Matter } from "./deeds/InvoiceDialogue";
import type { Invoice, Line } from "./useInvoice";

interface Props {
  readonly invoice: Invoice;
  readonly onChoose: (matter: Matter) => void;
}

/** What is charged; each line opens what it comes from and what may be done about it. */
export function LinesTable({ invoice, onChoose }: Props) {
  const say = useSay();
  const may = useMay();
  const isNarrow = useNarrow();
  const list = useListOf(invoice.content.lines);
  const isEditable = invoice.state === "draft" && may("edit_invoice");
  const amount: Column<Line> = {
    id: "amount",
    header: say("invoices.amount"),
    isNumeric: true,
    cell: (line) => <MoneyText money={line.amount} />,
  };
  return (
    <ListTable<Line>
      isWrapped
      title={say(invoice.is_frozen ? "invoices.lines_frozen" : "invoices.lines")}
      list={list}
      idOf={({ id }) => id}
      empty={say("invoices.no_lines")}
      actions={
        isEditable && (
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              onClick={() => {
                onChoose({ kind: "edit", rule: "article" });
              }}
            >
              {say("invoices.add_line")}
            </Button>
            <Button
              onClick={() => {
                onChoose({ kind: "edit", rule: "reduction" });
              }}
            >
              {say("invoices.edit")}
            </Button>
          </SpaceBetween>
        )
      }
      columns={[
        {
          id: "text",
          header: say("invoices.line"),
          minWidth: 160,
          cell: (line) => (
            <Link
              onFollow={(event) => {
                event.preventDefault();
                onChoose({ kind: "line", line });
              }}
            >
              {line.text}
            </Link>
          ),
        },
        ...(isNarrow ? [amount] : []),
        {
          id: "seconds",
          header: say("invoices.duration"),
          isNumeric: true,
          cell: ({ seconds }) => (seconds === null ? say("parts.none") : formatDuration(seconds)),
        },
        {
          id: "vat_percent",
          header: say("invoices.vat"),
          isNumeric: true,
          cell: ({ vat_percent }) => say("invoices.percent", { percent: vat_percent }),
        },
        ...(isNarrow ? [] : [amount]),
      ]}
    />
  );
}
