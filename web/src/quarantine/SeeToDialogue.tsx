import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { api } from "~/api/client";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import { Facts } from "~/parts/Facts";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { useSay } from "~/words/say";

import { TOUCHED, type SetAside } from "./useQuarantine";

export type Deed = "replay" | "discard";

const PATHS = {
  replay: "/quarantine/{record}/replaying",
  discard: "/quarantine/{record}/discarding",
} as const;

interface Props {
  readonly record: Pick<SetAside, "id" | "contact" | "reason_in_words">;
  readonly deed: Deed;
  readonly onDismiss: () => void;
}

/** Has a record rated once more, or never. */
export function SeeToDialogue({
  record: { id, contact, reason_in_words },
  deed,
  onDismiss,
}: Props) {
  const say = useSay();
  const tell = useTell();
  const seeTo = useDeed(
    (why: string, key) =>
      api.POST(PATHS[deed], {
        params: { path: { record: id }, header: { "Idempotency-Key": key } },
        body: { reason: why },
      }),
    {
      touches: TOUCHED,
      onDone: () => {
        tell("success", say(`quarantine.done_${deed}`));
      },
    },
  );
  return (
    <ReasonDialogue
      title={say(`quarantine.title_${deed}`)}
      submit={say(`quarantine.do_${deed}`)}
      deed={seeTo}
      want={(why) => why}
      onDismiss={onDismiss}
    >
      <SpaceBetween size="s">
        <Box>{say(`quarantine.says_${deed}`)}</Box>
        <Facts
          facts={[
            [say("quarantine.contact"), contact ?? say("quarantine.contact_unread")],
            [say("quarantine.reason"), reason_in_words],
          ]}
        />
      </SpaceBetween>
    </ReasonDialogue>
  );
}
