import type { IconProps } from "@cloudscape-design/components/icon";
import type { ReactNode } from "react";

import { callerWords } from "~/calls/callWords";
import { reasonWords } from "~/calls/reasons";
import { formatMoney } from "~/formats/money";
import { formatTelephone } from "~/formats/numbers";
import { formatDuration } from "~/formats/times";
import { deedWords } from "~/parts/deedWords";
import { Difference } from "~/parts/Difference";
import { PageLink } from "~/parts/PageLink";
import type { Say } from "~/words/say";

import type { Happening } from "./useHappenings";

interface Told {
  readonly icon: IconProps.Name;
  readonly heading: string;
  readonly detail?: ReactNode;
  readonly who?: string;
  readonly why?: string;
}

/** One thing that happened, in words. */
export function tell(happening: Happening, say: Say): Told {
  switch (happening.kind) {
    case "audit":
      return {
        icon: auditIcon(happening.what),
        heading: deedWords(happening.what, say),
        detail: <Difference before={happening.before} after={happening.after} />,
        who: happening.who,
        why: happening.why,
      };
    case "payment":
      return {
        icon: "check",
        heading: say("happenings.payment"),
        detail: <Difference before={{}} after={happening.amounts} />,
        why: happening.why,
      };
    case "order":
      return {
        icon: "file",
        heading: say(happening.is_correction ? "happenings.correction" : "happenings.order", {
          amount: formatMoney(happening.amount),
          talk: formatDuration(happening.talk_seconds),
          line: formatTelephone(happening.service_line),
        }),
        detail: invoiceLink(happening.invoice, say),
      };
    case "manual_order":
      return {
        icon: happening.what === "refund" ? "undo" : "file",
        heading: say(`happenings.manual_${happening.what}`, {
          amount: formatMoney(happening.amount),
          text: happening.text,
        }),
        detail: invoiceLink(happening.invoice, say),
        who: happening.who,
        why: happening.why,
      };
    case "call":
      return {
        icon: "call",
        heading: say(`happenings.call_${happening.verdict}`, {
          number: callerWords(happening.number, say),
          line: formatTelephone(happening.service_line),
        }),
        ...(happening.verdict !== "ADMIT" && { detail: reasonWords(happening.reason, say) }),
      };
    case "note":
      return {
        icon: "contact",
        heading: say("happenings.note"),
        detail: <span className="written">{happening.text}</span>,
        who: happening.who,
      };
  }
}

function invoiceLink(reference: string, say: Say): ReactNode {
  return (
    <PageLink to={`/invoices/${reference}`}>{say("happenings.on_basis", { reference })}</PageLink>
  );
}

function auditIcon(what: string): IconProps.Name {
  if (what.startsWith("block") || what === "customer_closed") return "lock-private";
  if (what.startsWith("limit") || what.startsWith("terms")) return "settings";
  if (what.startsWith("basis") || what.startsWith("payment")) return "file";
  if (what.startsWith("address")) return "location-pin";
  return "edit";
}
