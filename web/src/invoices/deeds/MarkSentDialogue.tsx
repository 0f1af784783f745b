import Box from "@cloudscape-design/components/box";
import { useState } from "react";

import { api, type components } from "~/api/client";
import { TextField } from "~/parts/TextField";
import { useSay } from "~/words/say";

import { isDay } from "~/formats/days";
import { DayField } from "~/parts/DayField";
import { InvoiceDeed, type DialogueProps } from "./InvoiceDeed";

type MarkSent = components["schemas"]["MarkSent"];

/** Notes the number of an invoice that was made by hand. */
export function MarkSentDialogue(props: DialogueProps) {
  const say = useSay();
  const { reference, invoice_number, due_on } = props.invoice;
  const [number, setNumber] = useState(invoice_number ?? "");
  const [day, setDay] = useState(due_on ?? "");
  const [isTried, setTried] = useState(false);
  const given = number.trim();
  return (
    <InvoiceDeed<MarkSent>
      {...props}
      title={say("invoices.sent_title", { reference })}
      submit={say("invoices.sent_submit")}
      done={say("invoices.sent_done", { reference, number: given })}
      ask={(body, header) =>
        api.POST("/invoices/{reference}/sending", { params: { path: { reference }, header }, body })
      }
      want={(reason) => {
        setTried(true);
        if (!given || (day && !isDay(day))) return null;
        return { invoice_number: given, due_on: day || null, reason };
      }}
    >
      {() => (
        <>
          <Box>{say("invoices.sent_says")}</Box>
          <TextField
            label={say("invoices.invoice_number")}
            value={number}
            onChange={setNumber}
            fault={isTried && !given ? say("parts.required") : undefined}
          />
          <DayField
            isOptional
            label={say("invoices.due_on")}
            value={day}
            onChange={setDay}
            fault={isTried && day && !isDay(day) ? say("invoices.no_day") : undefined}
          />
        </>
      )}
    </InvoiceDeed>
  );
}
