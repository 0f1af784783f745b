import { LineDialogue } from "../LineDialogue";
import type { Invoice, Line } from "../useInvoice";
import { CreditDialogue } from "./CreditDialogue";
import { DispatchDialogue } from "./DispatchDialogue";
import { EditDialogue } from "./EditDialogue";
import { MarkSentDialogue } from "./MarkSentDialogue";
import { MoveDialogue } from "./MoveDialogue";
import { PayDialogue } from "./PayDialogue";
import { PlainDialogue } from "./PlainDialogue";
import type { RuleKind } from "./rules";
import { UndoDialogue } from "./UndoDialogue";

/** What is being looked at, or done, over the page of a basis. */
export type Matter =
  | { readonly kind: "line" | "move"; readonly line: Line }
  | { readonly kind: "edit"; readonly rule: RuleKind; readonly line?: Line }
  | { readonly kind: "undo"; readonly edit: Invoice["edits"][number] }
  | { readonly kind: "retry" | "reopen" | "void" }
  | { readonly kind: "dispatch" | "pay" | "credit" | "sent" };

interface Props {
  readonly invoice: Invoice;
  readonly matter: Matter;
  readonly onChoose: (matter: Matter) => void;
  readonly onDismiss: () => void;
}

export function InvoiceDialogue({ invoice, matter, onChoose, onDismiss }: Props) {
  const common = { invoice, onDismiss };
  switch (matter.kind) {
    case "line":
      return <LineDialogue {...common} line={matter.line} onChoose={onChoose} />;
    case "move":
      return <MoveDialogue {...common} line={matter.line} />;
    case "edit":
      return <EditDialogue {...common} kind={matter.rule} line={matter.line ?? null} />;
    case "undo":
      return <UndoDialogue {...common} edit={matter.edit} />;
    case "dispatch":
      return <DispatchDialogue {...common} />;
    case "pay":
      return <PayDialogue {...common} />;
    case "credit":
      return <CreditDialogue {...common} />;
    case "sent":
      return <MarkSentDialogue {...common} />;
    default:
      return <PlainDialogue {...common} kind={matter.kind} />;
  }
}
