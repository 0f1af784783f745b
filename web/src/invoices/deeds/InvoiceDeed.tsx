import { SeenDeed, type SeenDeedProps } from "~/parts/SeenDeed";
import { useSay } from "~/words/say";

import { touchedBy, type Invoice } from "../useInvoice";
import { differencesOf } from "./differences";

export interface DialogueProps {
  readonly invoice: Invoice;
  readonly onDismiss: () => void;
}

type Props<Body> = DialogueProps &
  Omit<SeenDeedProps<Invoice, Body, Invoice>, "now" | "touches" | "compare">;

/** A deed on a basis as it is shown. */
export function InvoiceDeed<Body>({ invoice, ...rest }: Props<Body>) {
  const say = useSay();
  return (
    <SeenDeed<Invoice, Body, Invoice>
      {...rest}
      now={invoice}
      touches={touchedBy(invoice.customer)}
      compare={(seen, now) => differencesOf(rest.title, seen, now, say)}
    />
  );
}
