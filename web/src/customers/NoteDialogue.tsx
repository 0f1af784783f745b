import { useState } from "react";

import { api } from "~/api/client";
import { keyed } from "~/api/headers";
import { fieldFault } from "~/api/problem";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import { DeedDialogue } from "~/parts/DeedDialogue";
import { LongTextField } from "~/parts/LongTextField";
import { useSay } from "~/words/say";

/** Writes a note about a customer. */
export function NoteDialogue({ customer, onDismiss }: { customer: string; onDismiss: () => void }) {
  const say = useSay();
  const tell = useTell();
  const [text, setText] = useState("");
  const [isTried, setTried] = useState(false);
  const write = useDeed(
    (wanted: string, key) =>
      api.POST("/customers/{customer}/notes", {
        params: { path: { customer }, header: keyed(key) },
        body: { text: wanted },
      }),
    {
      touches: [["customers", customer]],
      onDone: () => {
        tell("success", say("customers.note_written"));
      },
    },
  );
  const act = async () => {
    setTried(true);
    if (text.trim() && (await write.act(text.trim()))) onDismiss();
  };
  return (
    <DeedDialogue
      title={say("customers.note_write")}
      submit={say("customers.note_submit")}
      isPending={write.isPending}
      failure={write.failure}
      onSubmit={() => void act()}
      onDismiss={onDismiss}
    >
      <LongTextField
        label={say("customers.note")}
        says={say("customers.note_says")}
        value={text}
        onChange={setText}
        fault={isTried && !text.trim() ? say("parts.required") : fieldFault(write.failure, "text")}
      />
    </DeedDialogue>
  );
}
