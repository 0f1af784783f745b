import type { components } from "~/api/client";

import { StatusWord } from "./StatusWord";

const KINDS = { coming: "pending", in_force: "success", ended: "stopped" } as const;

/** Whether something with a time of validity holds now. */
export function EntryStateWord({ state }: { state: components["schemas"]["EntryState"] }) {
  return <StatusWord status={state} prefix="fields.state_" kinds={KINDS} />;
}
