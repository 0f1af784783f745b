import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import Grid from "@cloudscape-design/components/grid";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useParams } from "react-router";

import { Page } from "~/parts/Page";
import { PageLink } from "~/parts/PageLink";
import { Shown } from "~/parts/Shown";
import { useSay } from "~/words/say";

import { CreditNotes } from "./CreditNotes";
import { InvoiceDialogue, type Matter } from "./deeds/InvoiceDialogue";
import { EditsTable } from "./EditsTable";
import { InvoiceActions } from "./InvoiceActions";
import { InvoiceFacts } from "./InvoiceFacts";
import { InvoiceStateWord } from "./InvoiceStateWord";
import { InvoiceSteps } from "./InvoiceSteps";
import { LinesTable } from "./LinesTable";
import { PaymentsOnIt } from "./PaymentsOnIt";
import { SumTable } from "./SumTable";
import { useInvoice, type Invoice } from "./useInvoice";

/** Everything about one basis: where it stands, what is on it, what was paid; and what may be done. */
export default function InvoicePage() {
  const { reference = "" } = useParams();
  // Anew for another one: a dialogue that is open is about the one it was opened for.
  return <OneInvoice key={reference} reference={reference} />;
}

function OneInvoice({ reference }: { reference: string }) {
  const say = useSay();
  const invoice = useInvoice(reference);
  const [matter, setMatter] = useState<Matter | null>(null);
  return (
    <Page
      title={reference}
      under={[{ text: say("invoices.title"), href: "/invoices" }]}
      description={invoice.told && <Summary invoice={invoice.told} />}
      actions={invoice.told && <InvoiceActions invoice={invoice.told} onChoose={setMatter} />}
    >
      <Shown read={invoice}>
        {(told) => (
          <>
            <Body invoice={told} onChoose={setMatter} />
            {matter && (
              <InvoiceDialogue
                invoice={told}
                matter={matter}
                onChoose={setMatter}
                onDismiss={() => {
                  setMatter(null);
                }}
              />
            )}
          </>
        )}
      </Shown>
    </Page>
  );
}

function Summary({ invoice }: { invoice: Invoice }) {
  const { state, is_overdue, customer, customer_name } = invoice;
  return (
    <SpaceBetween direction="horizontal" size="m">
      <InvoiceStateWord state={state} isOverdue={is_overdue} />
      <PageLink to={`/customers/${customer}`}>
        {customer_name ? `${customer_name} (${customer})` : customer}
      </PageLink>
    </SpaceBetween>
  );
}

interface BodyProps {
  readonly invoice: Invoice;
  readonly onChoose: (matter: Matter) => void;
}

const WIDE = { default: 12, s: 8 };
const NARROW = { default: 12, s: 4 };

function Body({ invoice, onChoose }: BodyProps) {
  const say = useSay();
  const { state, trouble, credit_notes, payments, edits } = invoice;
  return (
    <SpaceBetween size="l">
      {trouble && (
        <Alert
          type={state === "dispatch_failed" ? "error" : "warning"}
          header={say("invoices.trouble")}
        >
          {trouble}
        </Alert>
      )}
      <Container>
        <InvoiceSteps invoice={invoice} />
      </Container>
      <Grid gridDefinition={[{ colspan: WIDE }, { colspan: NARROW }]}>
        <SpaceBetween size="l">
          <LinesTable invoice={invoice} onChoose={onChoose} />
          {edits.length > 0 && <EditsTable invoice={invoice} onChoose={onChoose} />}
        </SpaceBetween>
        <SpaceBetween size="l">
          <Container header={<Header variant="h2">{say("invoices.sums")}</Header>}>
            <SumTable invoice={invoice} />
          </Container>
          <InvoiceFacts invoice={invoice} />
          {payments.length > 0 && <PaymentsOnIt payments={payments} />}
          {credit_notes.length > 0 && <CreditNotes notes={credit_notes} />}
        </SpaceBetween>
      </Grid>
    </SpaceBetween>
  );
}
