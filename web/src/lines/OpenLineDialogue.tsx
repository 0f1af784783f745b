import { useState } from "react";
import { useNavigate } from "react-router";

import { useTell } from "~/app/flashes";
import { api } from "~/api/client";
import { useDeed } from "~/api/useDeed";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { TextField } from "~/parts/TextField";
import { useSay } from "~/words/say";

import { LineFields } from "./LineFields";
import { contentOf, emptyLine, isFilledIn } from "./typedLine";
import { TOUCHED, type LineContent } from "./useLines";

interface Wanted {
  readonly number: string;
  readonly content: LineContent;
}

/** A number that could not be rung before. */
export function OpenLineDialogue({ onDismiss }: { onDismiss: () => void }) {
  const say = useSay();
  const tell = useTell();
  const navigate = useNavigate();
  const [number, setNumber] = useState("");
  const [typed, setTyped] = useState(emptyLine);
  const [isTried, setTried] = useState(false);
  const open = useDeed(
    ({ number: path, content }: Wanted) =>
      api.PUT("/service-lines/{number}", {
        params: { path: { number: path }, header: { "If-None-Match": "*" } },
        body: content,
      }),
    {
      touches: TOUCHED,
      onDone: ({ told }) => {
        tell("success", say("lines.opened", { name: told.name }));
        void navigate(`/service-lines/${told.number}`);
      },
    },
  );
  const isNumber = number.trim().length >= 3;
  return (
    <ReasonDialogue
      title={say("lines.open")}
      submit={say("lines.open")}
      deed={open}
      want={(reason) => {
        setTried(true);
        if (!isNumber || !isFilledIn(typed)) return null;
        return { number: number.trim(), content: contentOf(typed, reason) };
      }}
      onDismiss={onDismiss}
    >
      <TextField
        label={say("lines.number")}
        value={number}
        onChange={setNumber}
        says={say("lines.number_says")}
        fault={
          open.isConflict
            ? say("lines.number_taken")
            : isTried && !isNumber
              ? say("parts.required")
              : undefined
        }
      />
      <LineFields typed={typed} onChange={setTyped} isTried={isTried} failure={open.failure} />
    </ReasonDialogue>
  );
}
