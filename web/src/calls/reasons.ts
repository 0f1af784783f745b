import { isMessageId, type Say } from "~/words/say";

/** Why a call ended as it did, of "invoice_unpaid": a few words. */
export function reasonWords(reason: string, say: Say): string {
  const id = `calls.reason_${reason}`;
  return isMessageId(id) ? say(id) : reason.replaceAll("_", " ");
}
