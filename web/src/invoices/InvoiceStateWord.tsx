import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";

import { StatusWord } from "~/parts/StatusWord";
import { useSay } from "~/words/say";

import { KINDS } from "./states";
import type { InvoiceState } from "./useInvoice";

interface Props {
  readonly state: InvoiceState;
  readonly isOverdue?: boolean;
}

export function InvoiceStateWord({ state, isOverdue = false }: Props) {
  const say = useSay();
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <StatusWord status={state} prefix="invoices.state_" kinds={KINDS} />
      {isOverdue && <StatusIndicator type="warning">{say("invoices.overdue")}</StatusIndicator>}
    </SpaceBetween>
  );
}
