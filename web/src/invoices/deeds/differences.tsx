import { formatMoney } from "~/formats/money";
import type { Difference } from "~/parts/ConflictDialogue";
import type { Say } from "~/words/say";

import { InvoiceStateWord } from "../InvoiceStateWord";
import type { Invoice } from "../useInvoice";

/** What I was about to do and what was done since; then what is not as I saw it any more. */
export function differencesOf(deed: string, seen: Invoice, now: Invoice, say: Say): Difference[] {
  const differences: Difference[] = [
    { field: say("invoices.conflict_deed"), mine: deed, theirs: theirWords(seen, now, say) },
  ];
  if (seen.state !== now.state)
    differences.push({
      field: say("invoices.state"),
      mine: <InvoiceStateWord state={seen.state} />,
      theirs: <InvoiceStateWord state={now.state} />,
    });
  for (const field of ["payable", "received", "credited", "due"] as const)
    if (seen[field].amount !== now[field].amount)
      differences.push({
        field: say(`invoices.${field}`),
        mine: formatMoney(seen[field]),
        theirs: formatMoney(now[field]),
      });
  const [mine, theirs] = [seen.content.lines.length, now.content.lines.length];
  if (mine !== theirs) differences.push({ field: say("invoices.lines"), mine, theirs });
  return differences;
}

/** As far as it can be told: edits that were made and taken off. */
function theirWords(seen: Invoice, now: Invoice, say: Say): string {
  const had = new Set(seen.edits.map(({ id }) => id));
  const has = new Set(now.edits.map(({ id }) => id));
  const deeds = [
    ...now.edits
      .filter(({ id }) => !had.has(id))
      .map(({ words, who }) => say("invoices.conflict_edited", { words, who })),
    ...seen.edits
      .filter(({ id }) => !has.has(id))
      .map(({ words }) => say("invoices.conflict_undone", { words })),
  ];
  return deeds.join("; ") || say("parts.none");
}
