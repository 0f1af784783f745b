import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";

import type { MessageId } from "~/words/say";

import type { Invoice, InvoiceState } from "./useInvoice";

export const KINDS: Readonly<Record<InvoiceState, StatusIndicatorProps.Type>> = {
  draft: "pending",
  dispatching: "in-progress",
  dispatch_failed: "error",
  dispatched: "info",
  part_paid: "in-progress",
  paid: "success",
  voided: "stopped",
  credited: "stopped",
};

/** One of the steps of a basis' life, and where this one stands in it. */
export interface LifeStep {
  readonly id: string;
  readonly title: MessageId;
  readonly kind: StatusIndicatorProps.Type;
}

/** The life of a basis from the open one on: what is behind it, where it is, what is to come. */
export function stepsOf({ state, is_overdue }: Pick<Invoice, "state" | "is_overdue">): LifeStep[] {
  const opened: LifeStep = { id: "open", title: "invoices.step_open", kind: "success" };
  const draft = (kind: StatusIndicatorProps.Type): LifeStep => ({
    id: "draft",
    title: "invoices.step_draft",
    kind,
  });
  if (state === "voided")
    return [
      opened,
      draft("success"),
      { id: "end", title: "invoices.state_voided", kind: "stopped" },
    ];
  return [
    opened,
    draft(state === "draft" ? "in-progress" : "success"),
    sendingStep(state),
    {
      id: "sent",
      title: "invoices.step_sent",
      kind: isWithLedger(state) ? "success" : "not-started",
    },
    endStep(state, is_overdue),
  ];
}

/** Whether the ledger has made an invoice of it. */
export function isWithLedger(state: InvoiceState): boolean {
  return ["dispatched", "part_paid", "paid", "credited"].includes(state);
}

function sendingStep(state: InvoiceState): LifeStep {
  if (state === "dispatch_failed")
    return { id: "sending", title: "invoices.state_dispatch_failed", kind: "error" };
  const isNow = state === "dispatching";
  return {
    id: "sending",
    title: isNow ? "invoices.state_dispatching" : "invoices.step_sending",
    kind: isNow ? "in-progress" : isWithLedger(state) ? "success" : "not-started",
  };
}

function endStep(state: InvoiceState, isOverdue: boolean): LifeStep {
  if (state === "credited") return { id: "end", title: "invoices.state_credited", kind: "stopped" };
  if (state === "paid") return { id: "end", title: "invoices.state_paid", kind: "success" };
  if (state === "dispatched" || state === "part_paid") {
    const title = state === "part_paid" ? "invoices.state_part_paid" : "invoices.step_awaited";
    return isOverdue
      ? { id: "end", title: "invoices.overdue", kind: "warning" }
      : { id: "end", title, kind: "in-progress" };
  }
  return { id: "end", title: "invoices.state_paid", kind: "not-started" };
}
