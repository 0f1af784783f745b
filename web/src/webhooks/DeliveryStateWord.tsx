import { StatusWord } from "~/parts/StatusWord";

import type { DeliveryState } from "./useWebhooks";

export const KINDS = { pending: "pending", delivered: "success", failed: "error" } as const;

export function DeliveryStateWord({ state }: { state: DeliveryState }) {
  return <StatusWord status={state} prefix="webhooks.delivery_" kinds={KINDS} />;
}
