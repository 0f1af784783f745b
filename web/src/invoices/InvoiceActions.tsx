import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import SpaceBetween from "@cloudscape-design/components/space-between";

import type { Operation } from "~/api/client";
import { useMay } from "~/api/me";
import { useSay, type MessageId } from "~/words/say";

import { DownloadMenu } from "./DownloadMenu";
import type { Matter } from "./deeds/InvoiceDialogue";
import type { Invoice, InvoiceState } from "./useInvoice";

type PlainMatter = Exclude<Matter["kind"], "line" | "undo" | "move" | "edit">;

interface Action {
  readonly kind: PlainMatter;
  readonly needs: Operation;
  readonly title: MessageId;
}

const DISPATCH: Action = {
  kind: "dispatch",
  needs: "dispatch_invoice",
  title: "invoices.dispatch",
};
const RETRY: Action = { kind: "retry", needs: "retry_invoice", title: "invoices.plain_retry" };
const REOPEN: Action = { kind: "reopen", needs: "reopen_invoice", title: "invoices.plain_reopen" };
const VOID: Action = { kind: "void", needs: "void_invoice", title: "invoices.plain_void" };
const PAY: Action = { kind: "pay", needs: "mark_invoice_paid", title: "invoices.pay" };
const CREDIT: Action = { kind: "credit", needs: "credit_invoice", title: "invoices.credit" };
const SENT: Action = { kind: "sent", needs: "mark_invoice_sent", title: "invoices.mark_sent" };

/** What may come next in each state; the first is the usual one. */
const ACTIONS: Readonly<Record<InvoiceState, readonly Action[]>> = {
  draft: [DISPATCH, VOID],
  dispatching: [],
  dispatch_failed: [RETRY, REOPEN],
  dispatched: [PAY, CREDIT, SENT],
  part_paid: [PAY, CREDIT, SENT],
  paid: [CREDIT, SENT],
  voided: [],
  credited: [],
};

interface Props {
  readonly invoice: Invoice;
  readonly onChoose: (matter: Matter) => void;
}

export function InvoiceActions({ invoice, onChoose }: Props) {
  const say = useSay();
  const may = useMay();
  const [first, ...others] = ACTIONS[invoice.state].filter(({ needs }) => may(needs));
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <DownloadMenu reference={invoice.reference} />
      {others.length > 0 && (
        <ButtonDropdown
          items={others.map(({ kind, title }) => ({ id: kind, text: say(title) }))}
          onItemClick={({ detail }) => {
            const chosen = others.find(({ kind }) => kind === detail.id);
            if (chosen) onChoose({ kind: chosen.kind });
          }}
        >
          {say("invoices.more")}
        </ButtonDropdown>
      )}
      {first && (
        <Button
          variant={first === CREDIT ? "normal" : "primary"}
          onClick={() => {
            onChoose({ kind: first.kind });
          }}
        >
          {say(first.title)}
        </Button>
      )}
    </SpaceBetween>
  );
}
