import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useParams } from "react-router";

import { useMay } from "~/api/me";
import { formatTelephone } from "~/formats/numbers";
import { formatInstant } from "~/formats/times";
import { Page } from "~/parts/Page";
import { Shown } from "~/parts/Shown";
import { useSay } from "~/words/say";

import { Answer } from "./Answer";
import { callerWords, VerdictWord } from "./callWords";
import { CallMoney } from "./CallMoney";
import { HangUpDialogue } from "./HangUpDialogue";
import { Trace } from "./Trace";
import { useCall, type CallTrace } from "./useCall";

/** All of one call: why it ended so, step by step, and what came of it. */
export default function CallPage() {
  const say = useSay();
  const may = useMay();
  const { call = "" } = useParams();
  const read = useCall(call);
  const [isEnding, setEnding] = useState(false);
  const trace = read.told;
  return (
    <Page
      title={trace ? titleOf(trace) : say("calls.call")}
      under={[{ text: say("calls.title"), href: "/calls" }]}
      description={trace && <Summary trace={trace} />}
      actions={
        trace?.hold?.is_live &&
        may("hang_up_call") && (
          <Button
            onClick={() => {
              setEnding(true);
            }}
          >
            {say("calls.hang_up")}
          </Button>
        )
      }
    >
      <Shown read={read}>
        {(told) => (
          <SpaceBetween size="l">
            <Answer trace={told} />
            <Trace steps={told.steps} />
            <CallMoney trace={told} />
          </SpaceBetween>
        )}
      </Shown>
      {trace && isEnding && (
        <HangUpDialogue
          call={trace}
          onDismiss={() => {
            setEnding(false);
          }}
        />
      )}
    </Page>
  );

  function titleOf({ number, steps }: CallTrace): string {
    const at = steps[0]?.at;
    return say("calls.call_title", {
      number: callerWords(number, say),
      at: at ? formatInstant(at) : "",
    });
  }
}

function Summary({ trace: { verdict, line, line_name } }: { trace: CallTrace }) {
  const say = useSay();
  return (
    <SpaceBetween direction="horizontal" size="m">
      <VerdictWord verdict={verdict} />
      <span>{say("calls.to_line", { line: formatTelephone(line), name: line_name ?? "" })}</span>
    </SpaceBetween>
  );
}
