import { StatusWord } from "~/parts/StatusWord";

import type { VersionSummary } from "./usePrices";

const KINDS = { past: "stopped", in_force: "success", future: "pending" } as const;

export function VersionStateWord({ state }: { state: VersionSummary["state"] }) {
  return <StatusWord status={state} prefix="prices.state_" kinds={KINDS} />;
}
