import type { components } from "~/api/client";
import { formatMoney, isZero } from "~/formats/money";
import { useSay } from "~/words/say";

/** How the limit rises by itself. */
export function LimitPolicyText({ policy }: { policy: components["schemas"]["LimitPolicy"] }) {
  const say = useSay();
  const { step, cap, days } = policy;
  if (isZero(step)) return say("customers.limit_stays");
  return say("customers.limit_rises", { step: formatMoney(step), cap: formatMoney(cap), days });
}
