import english from "~/words/en/deeds.json";
import { isMessageId, type Say } from "~/words/say";

/** What the audit trail may say was done. */
export const DEEDS: readonly string[] = Object.keys(english).map((id) =>
  id.replace("deeds.done_", ""),
);

/** Of "limit_changed", as the audit trail names what was done, our words. */
export function deedWords(what: string, say: Say): string {
  const id = `deeds.done_${what}`;
  if (isMessageId(id)) return say(id);
  const name = what.replaceAll("_", " ");
  return name.charAt(0).toUpperCase() + name.slice(1);
}
