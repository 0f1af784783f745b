import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import { useState } from "react";
import { useNavigate } from "react-router";

import { api, type components } from "~/api/client";
import { keyed } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import { PreviewDialogue } from "~/parts/PreviewDialogue";
import { isReason, ReasonField } from "~/parts/ReasonField";
import { useSay } from "~/words/say";

import { CustomerPicker, isCustomerNumber } from "../CustomerPicker";
import type { DeedProps } from "./CustomerDeeds";
import { MergeForeseen } from "./MergeForeseen";

type Wanted = components["schemas"]["Merging"];

/** Makes the customer one with another, who is the same person. */
export function MergeDialogue({ customer, onDismiss }: DeedProps) {
  const say = useSay();
  const tell = useTell();
  const navigate = useNavigate();
  const [into, setInto] = useState("");
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const path = { customer: customer.number };
  const isChosen = isCustomerNumber(into) && into.trim() !== customer.number;

  const preview = useDeed((wanted: Wanted) =>
    api.GET("/customers/{customer}/merge-preview", {
      params: { path, query: { into: wanted.into } },
    }),
  );
  const merge = useDeed(
    (wanted: Wanted, key) =>
      api.POST("/customers/{customer}/merging", {
        params: { path, header: keyed(key) },
        body: wanted,
      }),
    {
      touches: [["customers"], ["orders"], ["blocks"]],
      onDone: ({ told }) => {
        tell("success", say("customers.merged", { name: customer.name, into: told.into }));
        void navigate(`/customers/${told.into}`);
      },
    },
  );
  return (
    <PreviewDialogue
      title={say("customers.merge_of", { name: customer.name })}
      previewTitle={say("customers.merge_foreseen")}
      preview={preview}
      deed={merge}
      foresee={say("fields.foresee")}
      submit={say("customers.merge_submit")}
      want={() => {
        setTried(true);
        return isChosen && isReason(reason) ? { into: into.trim(), reason: reason.trim() } : null;
      }}
      show={(foreseen) => <MergeForeseen foreseen={foreseen} />}
      isPossible={({ hindrances }) => !hindrances.length}
      onDismiss={onDismiss}
    >
      <Box>{say("customers.merge_says")}</Box>
      <Alert type="warning">{say("fields.no_way_back")}</Alert>
      <CustomerPicker
        label={say("customers.merge_into")}
        value={into}
        onChange={setInto}
        except={customer.number}
        fault={isTried && !isChosen ? say("customers.merge_choose") : undefined}
      />
      <ReasonField reason={reason} onChange={setReason} isTried={isTried} />
    </PreviewDialogue>
  );
}
