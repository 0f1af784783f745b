import type { components } from "~/api/client";
import { formatTelephone } from "~/formats/numbers";
import { StatusWord } from "~/parts/StatusWord";
import { useSay, type Say } from "~/words/say";

type Verdict = components["schemas"]["Verdict"];

export const VERDICTS: readonly Verdict[] = ["ADMIT", "REFUSE", "ASK_PIN", "SERVICE"];

const KINDS = { ADMIT: "success", REFUSE: "error", ASK_PIN: "pending", SERVICE: "info" } as const;
const STATES = { talking: "in-progress", waiting: "pending" } as const;

/** What was decided of a call. */
export function VerdictWord({ verdict }: { verdict: Verdict }) {
  return <StatusWord status={verdict} prefix="calls.verdict_" kinds={KINDS} />;
}

export function LiveStateWord({ state }: { state: components["schemas"]["LiveState"] }) {
  return <StatusWord status={state} prefix="calls.state_" kinds={STATES} />;
}

/** The caller's number, or that there was none. */
export function callerWords(number: string | null, say: Say): string {
  return number === null ? say("calls.withheld") : formatTelephone(number);
}

export function CallerText({ number }: { number: string | null }) {
  const say = useSay();
  return <span className="figures">{callerWords(number, say)}</span>;
}
