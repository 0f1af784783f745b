import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { useState } from "react";

import { api, type components } from "~/api/client";
import { keyed } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { useSay } from "~/words/say";

import { oneLine, touchedByAddress, type AddressFile, type Finding } from "./addresses";
import { AddressComparison } from "./AddressComparison";

type Choice = components["schemas"]["Choice"];

interface Props {
  readonly file: AddressFile;
  readonly finding: Finding;
  readonly onDone?: () => void;
  readonly onDismiss: () => void;
}

/** Takes the directory's version, or keeps the register's. */
export function DecideDialogue({ file, finding, onDone, onDismiss }: Props) {
  const say = useSay();
  const tell = useTell();
  const { customer, registered } = file;
  const { found, token } = finding;
  const [choice, setChoice] = useState<Choice>(found ? "accepted" : "kept");
  const decide = useDeed(
    (wanted: components["schemas"]["DecideAddress"], key) =>
      api.POST("/customers/{customer}/address/deciding", {
        params: { path: { customer }, header: keyed(key) },
        body: wanted,
      }),
    {
      touches: touchedByAddress(customer),
      onDone: ({ told }) => {
        tell("success", say("addresses.decided", { address: oneLine(told.registered) }));
      },
    },
  );
  return (
    <ReasonDialogue
      title={say("addresses.decide_of", { name: registered.name })}
      submit={say("addresses.decide_submit")}
      deed={decide}
      want={(reason) => ({ choice, finding: token, reason })}
      onDone={onDone ?? onDismiss}
      onDismiss={onDismiss}
    >
      <AddressComparison file={file} />
      <FormField label={say("addresses.choice")}>
        <RadioGroup
          value={choice}
          items={[
            {
              value: "accepted",
              label: say("addresses.accept"),
              description: found ? oneLine(found) : say("addresses.nothing_found"),
              disabled: !found,
            },
            { value: "kept", label: say("addresses.keep"), description: oneLine(registered) },
          ]}
          onChange={({ detail }) => {
            setChoice(detail.value === "accepted" ? "accepted" : "kept");
          }}
        />
      </FormField>
    </ReasonDialogue>
  );
}
