import { StatusWord } from "~/parts/StatusWord";

import type { SetAside } from "./useQuarantine";

const KINDS = { waiting: "warning", replayed: "success", discarded: "stopped" } as const;

export function RecordStateWord({
  record: { is_waiting, seen },
}: {
  record: Pick<SetAside, "is_waiting" | "seen">;
}) {
  const status = is_waiting || !seen ? "waiting" : seen.outcome;
  return <StatusWord status={status} prefix="quarantine.state_" kinds={KINDS} />;
}
