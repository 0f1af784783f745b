import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";

import { LimitPolicyText } from "~/customers/credit/LimitPolicyText";
import { formatMoney } from "~/formats/money";
import { Facts } from "~/parts/Facts";
import { useSay, type Say } from "~/words/say";

import { isWithLedger } from "./states";
import type { Invoice } from "./useInvoice";

/** What the ledger made of it, and how it came about. */
export function InvoiceFacts({ invoice }: { invoice: Invoice }) {
  const say = useSay();
  const { state, invoice_number, ocr, issued_on, due_on, orders, limit_raised_by } = invoice;
  return (
    <Container header={<Header variant="h2">{say("invoices.facts")}</Header>}>
      <Facts
        facts={[
          ...(isWithLedger(state)
            ? ([
                [say("invoices.invoice_number"), invoice_number],
                [say("invoices.ocr"), ocr],
                [say("invoices.issued_on"), issued_on],
                [say("invoices.due_on"), due_on],
              ] as const)
            : []),
          [say("invoices.orders"), orders],
          [say("invoices.closed_because"), closedBecause(invoice, say)],
          [
            say("invoices.blocks"),
            say(invoice.is_closed_by_limit ? "invoices.blocks_yes" : "invoices.blocks_no"),
          ],
          ...(limit_raised_by
            ? ([[say("invoices.limit_raised_by"), formatMoney(limit_raised_by)]] as const)
            : []),
          ...(invoice.is_closed_by_limit
            ? ([
                [
                  say("invoices.limit_policy"),
                  <LimitPolicyText key="policy" policy={invoice.limit_policy} />,
                ],
              ] as const)
            : []),
        ]}
      />
    </Container>
  );
}

/** What staff wrote when they closed it, unless it was closed for want of credit. */
function closedBecause({ is_closed_by_limit, closed_because }: Invoice, say: Say) {
  return is_closed_by_limit ? say("invoices.closed_by_limit") : closed_because;
}
