import Steps from "@cloudscape-design/components/steps";

import { formatInstant } from "~/formats/times";
import { useNarrow } from "~/parts/useNarrow";
import { useSay } from "~/words/say";

import { stepsOf } from "./states";
import type { Invoice } from "./useInvoice";

/** Where it stands between the open basis and the end. */
export function InvoiceSteps({ invoice }: { invoice: Invoice }) {
  const say = useSay();
  const isNarrow = useNarrow();
  const details: Readonly<Record<string, string>> = {
    draft: say("invoices.step_closed", { at: formatInstant(invoice.closed_at) }),
    ...(invoice.issued_on && { sent: invoice.issued_on }),
    ...(invoice.due_on && { end: say("invoices.step_due", { day: invoice.due_on }) }),
  };
  return (
    <Steps
      ariaLabel={say("invoices.steps")}
      orientation={isNarrow ? "vertical" : "horizontal"}
      steps={stepsOf(invoice).map(({ id, title, kind }) => ({
        status: kind,
        statusIconAriaLabel: say(`invoices.sign_${kind as Sign}`),
        header: say(title),
        details: details[id],
      }))}
    />
  );
}

type Sign = "success" | "in-progress" | "not-started" | "error" | "warning" | "stopped";
