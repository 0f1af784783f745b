import { formatMoney } from "~/formats/money";
import type { Difference } from "~/parts/ConflictDialogue";
import { SeenDeed, type SeenDeedProps } from "~/parts/SeenDeed";
import { useSay, type Say } from "~/words/say";

import { TOUCHED, type Payment } from "../usePayments";
import type { PaymentDialogueProps } from "./PaymentDialogue";

type Props<Body> = PaymentDialogueProps &
  Omit<SeenDeedProps<Payment, Body, Payment>, "now" | "touches" | "compare">;

/** A deed on a payment as it is shown. */
export function PaymentDeed<Body>({ payment, ...rest }: Props<Body>) {
  const say = useSay();
  return (
    <SeenDeed<Payment, Body, Payment>
      {...rest}
      now={payment}
      touches={TOUCHED}
      compare={(seen, now) => differencesOf(rest.title, seen, now, say)}
    />
  );
}

const AMOUNTS = [
  ["suspense", "payments.in_suspense"],
  ["prepaid", "payments.prepaid"],
  ["returned", "payments.returned"],
] as const;

function differencesOf(deed: string, seen: Payment, now: Payment, say: Say): Difference[] {
  const differences: Difference[] = [
    {
      field: say("payments.conflict_deed"),
      mine: deed,
      theirs: now.applied.map(({ invoice }) => invoice).join(", ") || say("parts.none"),
    },
  ];
  for (const [field, name] of AMOUNTS)
    if (seen[field].amount !== now[field].amount)
      differences.push({
        field: say(name),
        mine: formatMoney(seen[field]),
        theirs: formatMoney(now[field]),
      });
  if (seen.task !== now.task)
    differences.push({ field: say("payments.task"), mine: seen.task, theirs: now.task });
  return differences;
}
