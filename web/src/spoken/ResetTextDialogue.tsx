import Box from "@cloudscape-design/components/box";

import { useTell } from "~/app/flashes";
import { api } from "~/api/client";
import { keyed, matching } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import { VersionedDialogue, type Versioned } from "~/parts/VersionedDialogue";
import { useSay } from "~/words/say";

import { TOUCHED, useSpokenText, type SpokenText } from "./useSpokenTexts";

interface Props {
  readonly text: SpokenText;
  readonly onDismiss: () => void;
}

/** Back to the sentence that AgentLine has. */
export function ResetTextDialogue({ text, onDismiss }: Props) {
  const say = useSay();
  const tell = useTell();
  const read = useSpokenText(text);
  const { refusal, language, standard, spoken } = text;
  const when = say(`spoken.refusal_${refusal}`);
  const reset = useDeed(
    ({ wanted: reason, version }: Versioned<string>, key) =>
      api.POST("/spoken-texts/{refusal}/{language}/resetting", {
        params: { path: { refusal, language }, header: { ...keyed(key), ...matching(version) } },
        body: { reason },
      }),
    {
      touches: TOUCHED,
      onDone: () => {
        tell("success", say("spoken.was_reset", { when }));
      },
    },
  );
  return (
    <VersionedDialogue
      title={say("spoken.reset_named", { when })}
      submit={say("spoken.reset")}
      read={read}
      deed={reset}
      want={(reason) => reason}
      compare={(_reason, theirs) => [
        { field: say("spoken.heard"), mine: standard, theirs: theirs.spoken },
      ]}
      onDismiss={onDismiss}
    >
      <div>
        <Box variant="awsui-key-label">{say("spoken.heard_now")}</Box>
        <div lang={language}>{spoken}</div>
      </div>
      <div>
        <Box variant="awsui-key-label">{say("spoken.heard_afterwards")}</Box>
        <div lang={language}>{standard}</div>
      </div>
    </VersionedDialogue>
  );
}
