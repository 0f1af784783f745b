import Box from "@cloudscape-design/components/box";
import { useState } from "react";

import { useTell } from "~/app/flashes";
import { api } from "~/api/client";
import { matching } from "~/api/headers";
import { fieldFault } from "~/api/problem";
import { useDeed } from "~/api/useDeed";
import { LongTextField } from "~/parts/LongTextField";
import { VersionedDialogue, type Versioned } from "~/parts/VersionedDialogue";
import { useSay } from "~/words/say";

import { SpeakButton } from "./SpeakButton";
import { TOUCHED, useSpokenText, type SpokenText } from "./useSpokenTexts";

const LONGEST = 300;

interface Props {
  readonly text: SpokenText;
  readonly onDismiss: () => void;
}

/** A refusal in the operator's own words; they can be listened to before callers do. */
export function ChangeTextDialogue({ text, onDismiss }: Props) {
  const say = useSay();
  const tell = useTell();
  const read = useSpokenText(text);
  const [typed, setTyped] = useState(text.spoken);
  const [isTried, setTried] = useState(false);
  const { refusal, language, standard } = text;
  const when = say(`spoken.refusal_${refusal}`);
  const isWrong = !typed.trim() || typed.length > LONGEST || /[<$]/.test(typed);
  const change = useDeed(
    ({ wanted, version }: Versioned<{ text: string; reason: string }>) =>
      api.PUT("/spoken-texts/{refusal}/{language}", {
        params: { path: { refusal, language }, header: matching(version) },
        body: wanted,
      }),
    {
      touches: TOUCHED,
      onDone: () => {
        tell("success", say("spoken.changed", { when }));
      },
    },
  );
  return (
    <VersionedDialogue
      title={say("spoken.change_named", { when })}
      submit={say("spoken.save")}
      read={read}
      deed={change}
      want={(reason) => {
        setTried(true);
        return isWrong ? null : { text: typed.trim(), reason };
      }}
      compare={(wanted, theirs) => [
        { field: say("spoken.heard"), mine: wanted.text, theirs: theirs.spoken },
      ]}
      onDismiss={onDismiss}
    >
      <Box>{say("spoken.change_says")}</Box>
      <LongTextField
        label={say(`spoken.heard_${language}`)}
        value={typed}
        onChange={setTyped}
        says={say("spoken.length", { count: typed.length, most: LONGEST })}
        fault={isTried && isWrong ? say("spoken.text_wrong") : fieldFault(change.failure, "text")}
      />
      <SpeakButton text={typed} language={language} name={when} />
      <div>
        <Box variant="awsui-key-label">{say("spoken.standard_text")}</Box>
        <div lang={language}>{standard}</div>
      </div>
    </VersionedDialogue>
  );
}
