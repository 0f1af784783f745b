import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import { useState } from "react";

import { formatDuration } from "~/formats/times";
import { useSay, type MessageId, type Say } from "~/words/say";

import type { CallState } from "./callState";
import { PACES, type Pace } from "./events";
import { KeyPad } from "./KeyPad";

interface Props {
  readonly state: CallState;
  readonly voice: {
    readonly canSpeak: boolean;
    readonly isMuted: boolean;
    readonly mute: (isMuted: boolean) => void;
  };
  /** The stage knows nothing of the call any more. */
  readonly isGone: boolean;
  readonly onKeys: (keys: string) => void;
  readonly onAnswer: () => void;
  readonly onHangUp: (by: "caller" | "agent") => void;
  readonly onPace: (pace: Pace) => void;
  readonly onDone: () => void;
}

/** What one can do with the call just now. */
export function Handset({
  state,
  voice,
  isGone,
  onKeys,
  onAnswer,
  onHangUp,
  onPace,
  onDone,
}: Props) {
  const say = useSay();
  const { phase } = state;
  const isOver = phase === "rating" || phase === "over" || isGone;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={<span role="status">{says(state, say)}</span>}
          actions={
            isOver && (
              <Button variant="primary" iconName="call" onClick={onDone}>
                {say("phone.ring_again")}
              </Button>
            )
          }
        >
          {say(isOver ? "phone.phase_over" : (`phone.phase_${phase}` as MessageId))}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Clock state={state} />
        {!isOver && (
          <SpaceBetween size="m">
            <SpaceBetween size="xs" direction="horizontal">
              {phase === "queued" && (
                <Button variant="primary" iconName="check" onClick={onAnswer}>
                  {say("phone.answer")}
                </Button>
              )}
              <Button
                iconName="close"
                onClick={() => {
                  onHangUp("caller");
                }}
              >
                {say("phone.hang_up")}
              </Button>
              {phase === "talking" && (
                <Button
                  onClick={() => {
                    onHangUp("agent");
                  }}
                >
                  {say("phone.agent_hangs_up")}
                </Button>
              )}
            </SpaceBetween>
            <PaceChoice slowedTo={state.slowedTo} onPace={onPace} />
            <KeyPad isAwaited={phase === "keys"} onKeys={onKeys} />
          </SpaceBetween>
        )}
        <Toggle
          checked={!voice.isMuted && voice.canSpeak}
          disabled={!voice.canSpeak}
          onChange={({ detail }) => {
            voice.mute(!detail.checked);
          }}
          description={voice.canSpeak ? undefined : say("phone.voice_missing")}
        >
          {say("phone.voice")}
        </Toggle>
      </SpaceBetween>
    </Container>
  );
}

function says({ phase, keySeconds, why, paidSeconds, slowedTo }: CallState, say: Say): string {
  if (why) return say(`phone.why_${why}`);
  if (phase === "keys") return say("phone.keys_within", { seconds: keySeconds ?? 0 });
  if (phase === "talking" && slowedTo) return say("phone.slowed");
  if (phase === "talking" && paidSeconds !== null)
    return say("phone.paid_for", { time: formatDuration(paidSeconds) });
  return say(phase === "queued" ? "phone.queued_says" : "phone.nothing_to_do");
}

function Clock({ state }: { state: CallState }) {
  const say = useSay();
  const { phase, talkSeconds, paidSeconds } = state;
  if (phase !== "talking" && !talkSeconds) return null;
  return (
    <p className="phone-clock figures">
      <span className="phone-clock-time" role="timer" aria-label={say("phone.clock")}>
        {formatDuration(talkSeconds)}
      </span>
      {phase === "talking" && paidSeconds !== null && (
        <span>
          {say("phone.left", { time: formatDuration(Math.max(paidSeconds - talkSeconds, 0)) })}
        </span>
      )}
    </p>
  );
}

function PaceChoice({ slowedTo, onPace }: { slowedTo: Pace | null; onPace: (pace: Pace) => void }) {
  const say = useSay();
  const [chosen, choose] = useState<Pace>(1);
  return (
    <SegmentedControl
      label={say("phone.pace")}
      selectedId={String(slowedTo ?? chosen)}
      options={PACES.map((pace) => ({ id: String(pace), text: say("phone.pace_times", { pace }) }))}
      onChange={({ detail }) => {
        const pace = PACES.find((one) => String(one) === detail.selectedId) ?? 1;
        choose(pace);
        onPace(pace);
      }}
    />
  );
}
