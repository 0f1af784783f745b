import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { api, type components } from "~/api/client";
import { keyed } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import { formatCount, formatTelephone } from "~/formats/numbers";
import { Facts } from "~/parts/Facts";
import { Hindrances } from "~/parts/Hindrances";
import { PreviewDialogue } from "~/parts/PreviewDialogue";
import { isReason, ReasonField } from "~/parts/ReasonField";
import { useSay } from "~/words/say";

import type { DeedProps } from "./CustomerDeeds";

type Preview = components["schemas"]["ErasurePreview"];

/** Forgets who the customer was, once it is seen what goes and what the law keeps. */
export function EraseDialogue({ customer, onDismiss }: DeedProps) {
  const say = useSay();
  const tell = useTell();
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const path = { customer: customer.number };

  const preview = useDeed<string, Preview>(() =>
    api.GET("/customers/{customer}/erasure-preview", { params: { path } }),
  );
  const erase = useDeed(
    (wanted: string, key) =>
      api.POST("/customers/{customer}/erasure", {
        params: { path, header: keyed(key) },
        body: { reason: wanted },
      }),
    {
      touches: [["customers"], ["blocks"]],
      onDone: () => {
        tell("success", say("customers.erased", { number: customer.number }));
      },
    },
  );
  return (
    <PreviewDialogue
      title={say("customers.erase_of", { name: customer.name })}
      previewTitle={say("customers.erase_foreseen")}
      preview={preview}
      deed={erase}
      foresee={say("fields.foresee")}
      submit={say("customers.erase_submit")}
      want={() => {
        setTried(true);
        return isReason(reason) ? reason.trim() : null;
      }}
      show={(foreseen) => <Foreseen foreseen={foreseen} />}
      isPossible={({ hindrances }) => !hindrances.length}
      onDismiss={onDismiss}
    >
      <Box>{say("customers.erase_says")}</Box>
      <Alert type="warning">{say("fields.no_way_back")}</Alert>
      <ReasonField reason={reason} onChange={setReason} isTried={isTried} failure={erase.failure} />
    </PreviewDialogue>
  );
}

function Foreseen({ foreseen }: { foreseen: Preview }) {
  const say = useSay();
  const { hindrances, customers, name, numbers, invoices, payments, kept } = foreseen;
  return (
    <SpaceBetween size="m">
      <Hindrances header={say("customers.erase_hindered")} hindrances={hindrances} />
      {!hindrances.length && <Alert type="warning">{say("fields.no_way_back")}</Alert>}
      <Facts
        facts={[
          [say("customers.name"), name],
          [say("customers.erase_customers"), customers.join(", ")],
          [say("customers.numbers"), numbers.map(formatTelephone).join(", ")],
          [
            say("customers.erase_copies"),
            say("customers.erase_copies_until", {
              count: foreseen.copies_kept,
              day: foreseen.copies_kept_until ?? say("parts.none"),
            }),
          ],
          [say("customers.tab_invoices"), formatCount(invoices)],
          [say("customers.tab_payments"), formatCount(payments)],
        ]}
      />
      <Box color="text-body-secondary">{kept}</Box>
    </SpaceBetween>
  );
}
