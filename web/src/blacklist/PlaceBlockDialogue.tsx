import Box from "@cloudscape-design/components/box";
import { useState } from "react";

import { api, type components } from "~/api/client";
import { keyed } from "~/api/headers";
import { fieldFault } from "~/api/problem";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import { ChoiceField } from "~/parts/ChoiceField";
import { LongTextField } from "~/parts/LongTextField";
import { periodOf, PeriodFields } from "~/parts/PeriodFields";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { TextField } from "~/parts/TextField";
import { useSay } from "~/words/say";

import { BLOCK_REASONS, TOUCHED_BY_BLOCK, type BlockReason } from "./blocks";

type Wanted = components["schemas"]["NewBlock"] & { readonly number: string };

interface Props {
  /** Whom to block; a number, which is asked for, if it is nobody. */
  readonly customer?: string;
  readonly onDismiss: () => void;
}

/** Blocks a customer, or a number whosever it is. */
export function PlaceBlockDialogue({ customer, onDismiss }: Props) {
  const say = useSay();
  const tell = useTell();
  const [number, setNumber] = useState("");
  const [kind, setKind] = useState<BlockReason>("conduct");
  const [note, setNote] = useState("");
  const [days, setDays] = useState({ from: "", until: "" });
  const [isTried, setTried] = useState(false);
  const place = useDeed(
    ({ number: wanted, ...block }: Wanted, key) =>
      customer
        ? api.POST("/customers/{customer}/blocks", {
            params: { path: { customer }, header: keyed(key) },
            body: block,
          })
        : api.POST("/number-blocks", {
            params: { header: keyed(key) },
            body: { ...block, number: wanted },
          }),
    {
      touches: TOUCHED_BY_BLOCK,
      onDone: () => {
        tell("success", say("blacklist.placed"));
      },
    },
  );
  const isNumberMissing = !customer && number.trim().length < 3;
  return (
    <ReasonDialogue
      title={say(customer ? "blacklist.block_customer" : "blacklist.block_number")}
      submit={say("blacklist.place_submit")}
      deed={place}
      want={(reason) => {
        setTried(true);
        if (isNumberMissing) return null;
        return {
          number: number.trim(),
          kind,
          note: note.trim() || null,
          ...periodOf(days),
          reason,
        };
      }}
      onDismiss={onDismiss}
    >
      <Box>{say(customer ? "blacklist.customer_says" : "blacklist.number_says")}</Box>
      {!customer && (
        <TextField
          label={say("blacklist.number")}
          type="text"
          inputMode="tel"
          value={number}
          onChange={setNumber}
          fault={
            isTried && isNumberMissing ? say("parts.required") : fieldFault(place.failure, "number")
          }
        />
      )}
      <ChoiceField
        label={say("blacklist.kind")}
        value={kind}
        onChange={setKind}
        options={BLOCK_REASONS.map((value) => ({ value, label: say(`blacklist.kind_${value}`) }))}
      />
      <PeriodFields days={days} onChange={setDays} failure={place.failure} />
      <LongTextField
        label={say("blacklist.note")}
        says={say("blacklist.note_says")}
        isOptional
        value={note}
        onChange={setNote}
        fault={fieldFault(place.failure, "note")}
      />
    </ReasonDialogue>
  );
}
