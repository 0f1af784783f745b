import Box from "@cloudscape-design/components/box";
import { useState } from "react";

import { api, type components } from "~/api/client";
import { keyed, matching } from "~/api/headers";
import { fieldFault } from "~/api/problem";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import { ChoiceField } from "~/parts/ChoiceField";
import { TextField } from "~/parts/TextField";
import { VersionedDialogue, type Versioned } from "~/parts/VersionedDialogue";
import { useSay } from "~/words/say";

import { changesSince } from "./change";
import type { DeedProps } from "./CustomerDeeds";

type Wanted = components["schemas"]["Closing"];
const KINDS = ["own_request", "other"] as const;

/** Lets the customer call no more, until reopened. */
export function CloseDialogue({ read, customer, onDismiss }: DeedProps) {
  const say = useSay();
  const tell = useTell();
  const [before] = useState(customer);
  const [kind, setKind] = useState<(typeof KINDS)[number]>("own_request");
  const [note, setNote] = useState("");
  const { number, name } = before;
  const close = useDeed(
    ({ wanted, version }: Versioned<Wanted>, key) =>
      api.POST("/customers/{customer}/closing", {
        params: { path: { customer: number }, header: { ...matching(version), ...keyed(key) } },
        body: wanted,
      }),
    {
      touches: [["customers"], ["blocks"]],
      onDone: () => {
        tell("success", say("customers.closed", { name }));
      },
    },
  );
  return (
    <VersionedDialogue
      title={say("customers.close_of", { name })}
      submit={say("customers.deed_close")}
      read={read}
      deed={close}
      want={(reason) => ({ kind, note: note.trim() || null, reason })}
      compare={(_wanted, theirs) => changesSince(before, theirs, say)}
      onDismiss={onDismiss}
    >
      <Box>{say("customers.close_says")}</Box>
      <ChoiceField
        label={say("customers.close_kind")}
        value={kind}
        onChange={setKind}
        options={KINDS.map((value) => ({ value, label: say(`blacklist.kind_${value}`) }))}
      />
      <TextField
        label={say("blacklist.note")}
        says={say("blacklist.note_says")}
        isOptional
        value={note}
        onChange={setNote}
        fault={fieldFault(close.failure, "note")}
      />
    </VersionedDialogue>
  );
}
