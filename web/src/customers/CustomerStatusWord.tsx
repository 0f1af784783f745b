import type { components } from "~/api/client";
import { StatusWord } from "~/parts/StatusWord";

const KINDS = { active: "success", closed: "stopped", merged: "info", erased: "stopped" } as const;

export function CustomerStatusWord({
  status,
}: {
  status: components["schemas"]["CustomerStatus"];
}) {
  return <StatusWord status={status} prefix="customers.status_" kinds={KINDS} />;
}
