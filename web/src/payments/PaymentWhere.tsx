import StatusIndicator from "@cloudscape-design/components/status-indicator";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { isZero } from "~/formats/money";
import { useSay } from "~/words/say";

import type { Payment } from "./usePayments";

/** In a word or two, where the money is. */
export function PaymentWhere({ payment }: { payment: Payment }) {
  const say = useSay();
  const { suspense, prepaid, applied, recalls, returned, task } = payment;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {!isZero(suspense) && (
        <StatusIndicator type="warning">{say("payments.in_suspense")}</StatusIndicator>
      )}
      {applied.length > 0 && (
        <StatusIndicator type="success">{say("payments.is_applied")}</StatusIndicator>
      )}
      {!isZero(prepaid) && <StatusIndicator type="info">{say("payments.prepaid")}</StatusIndicator>}
      {recalls.length > 0 && (
        <StatusIndicator type="error">{say("payments.recalled")}</StatusIndicator>
      )}
      {!isZero(returned) && (
        <StatusIndicator type="stopped">{say("payments.returned")}</StatusIndicator>
      )}
      {task && <StatusIndicator type="pending">{say("payments.has_task")}</StatusIndicator>}
    </SpaceBetween>
  );
}
