import Box from "@cloudscape-design/components/box";
import { useState } from "react";

import { useTell } from "~/app/flashes";
import { api } from "~/api/client";
import { matching } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import type { Read } from "~/api/useRead";
import type { Difference } from "~/parts/ConflictDialogue";
import { VersionedDialogue, type Versioned } from "~/parts/VersionedDialogue";
import { useSay, type Say } from "~/words/say";

import { LineFields } from "./LineFields";
import { contentOf, isFilledIn, typeLine } from "./typedLine";
import { TOUCHED, type LineContent, type ServiceLine } from "./useLines";

interface Props {
  readonly line: ServiceLine;
  readonly read: Read<ServiceLine>;
  readonly onDismiss: () => void;
}

/** Something else behind the number; one that is out of use is in use again. */
export function ChangeLineDialogue({ line, read, onDismiss }: Props) {
  const say = useSay();
  const tell = useTell();
  const [typed, setTyped] = useState(typeLine(line));
  const [isTried, setTried] = useState(false);
  const title = say(line.is_in_use ? "lines.change" : "lines.reopen");
  const change = useDeed(
    ({ wanted, version }: Versioned<LineContent>) =>
      api.PUT("/service-lines/{number}", {
        params: { path: { number: line.number }, header: matching(version) },
        body: wanted,
      }),
    {
      touches: TOUCHED,
      onDone: ({ told }) => {
        tell("success", say("lines.changed", { name: told.name }));
      },
    },
  );
  return (
    <VersionedDialogue
      title={title}
      submit={title}
      read={read}
      deed={change}
      want={(reason) => {
        setTried(true);
        return isFilledIn(typed) ? contentOf(typed, reason) : null;
      }}
      compare={(wanted, theirs) => compare(wanted, theirs, say)}
      onDismiss={onDismiss}
    >
      <Box>{say("lines.change_says")}</Box>
      <LineFields typed={typed} onChange={setTyped} isTried={isTried} failure={change.failure} />
    </VersionedDialogue>
  );
}

function compare(wanted: LineContent, theirs: ServiceLine, say: Say): Difference[] {
  const fields = ["name", "article", "queue", "language", "greeting"] as const;
  const state = {
    field: say("lines.state"),
    mine: say("lines.state_in_use"),
    theirs: say(theirs.is_in_use ? "lines.state_in_use" : "lines.state_closed"),
  };
  return [
    ...fields
      .filter((field) => wanted[field] !== theirs[field])
      .map((field) => ({
        field: say(`lines.${field}`),
        mine: wanted[field],
        theirs: theirs[field],
      })),
    ...(theirs.is_in_use ? [] : [state]),
  ];
}
