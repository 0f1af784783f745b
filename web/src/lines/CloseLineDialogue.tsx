import Box from "@cloudscape-design/components/box";

import { useTell } from "~/app/flashes";
import { api } from "~/api/client";
import { keyed, matching } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import type { Read } from "~/api/useRead";
import { formatTelephone } from "~/formats/numbers";
import { VersionedDialogue, type Versioned } from "~/parts/VersionedDialogue";
import { useSay } from "~/words/say";

import { TOUCHED, type ServiceLine } from "./useLines";

interface Props {
  readonly line: ServiceLine;
  readonly read: Read<ServiceLine>;
  readonly onDismiss: () => void;
}

/** Who rings the number then hears that it is not in use. */
export function CloseLineDialogue({ line, read, onDismiss }: Props) {
  const say = useSay();
  const tell = useTell();
  const { number, name } = line;
  const close = useDeed(
    ({ wanted: reason, version }: Versioned<string>, key) =>
      api.POST("/service-lines/{number}/closing", {
        params: { path: { number }, header: { ...keyed(key), ...matching(version) } },
        body: { reason },
      }),
    {
      touches: TOUCHED,
      onDone: () => {
        tell("success", say("lines.closed", { name }));
      },
    },
  );
  return (
    <VersionedDialogue
      title={say("lines.close")}
      submit={say("lines.close")}
      read={read}
      deed={close}
      want={(reason) => reason}
      compare={(_reason, theirs) => [
        {
          field: say("lines.state"),
          mine: say("lines.state_closed"),
          theirs: say(theirs.is_in_use ? "lines.state_in_use" : "lines.state_closed"),
        },
        { field: say("lines.name"), mine: name, theirs: theirs.name },
      ]}
      onDismiss={onDismiss}
    >
      <Box>{say("lines.close_says", { name, number: formatTelephone(number) })}</Box>
    </VersionedDialogue>
  );
}
