import { StatusWord } from "~/parts/StatusWord";

import type { Endpoint } from "./useWebhooks";

/** Enabled, enabled but failing, or disabled. */
export function EndpointStateWord({ endpoint }: { endpoint: Endpoint }) {
  const { state, failing_since } = endpoint;
  return (
    <StatusWord
      status={state === "enabled" && failing_since ? "failing" : state}
      prefix="webhooks.state_"
      kinds={{ enabled: "success", failing: "warning", disabled: "stopped" }}
    />
  );
}
