import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { useMay } from "~/api/me";
import { ListTable } from "~/parts/ListTable";
import { Page } from "~/parts/Page";
import { useSay } from "~/words/say";

import { AgeingStrip } from "./AgeingStrip";
import { CloseDialogue } from "./CloseDialogue";
import { invoiceColumns } from "./columns";
import { InvoiceFilters } from "./InvoiceFilters";
import { useAsked, useInvoices } from "./useInvoices";

/** What waits of all customers, the longest waiting first; or what is asked for. */
export default function InvoicesPage() {
  const say = useSay();
  const may = useMay();
  const [asked, ask] = useAsked();
  const invoices = useInvoices(asked);
  const [isClosing, setClosing] = useState(false);
  return (
    <Page title={say("invoices.title")} isList>
      <ListTable
        isPage
        title={say("invoices.title")}
        list={invoices}
        idOf={({ reference }) => reference}
        columns={invoiceColumns(say)}
        empty={say("invoices.none")}
        filter={
          <SpaceBetween size="s">
            {may("report_ageing") && <AgeingStrip />}
            <InvoiceFilters asked={asked} onAsk={ask} />
          </SpaceBetween>
        }
        actions={
          may("close_open_basis") && (
            <Button
              onClick={() => {
                setClosing(true);
              }}
            >
              {say("invoices.close")}
            </Button>
          )
        }
      />
      {isClosing && (
        <CloseDialogue
          customer={asked.customer}
          onDismiss={() => {
            setClosing(false);
          }}
        />
      )}
    </Page>
  );
}
