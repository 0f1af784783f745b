import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { isDay, today } from "~/formats/days";
import { formatTelephone } from "~/formats/numbers";
import { formatClock } from "~/formats/times";
import { Page } from "~/parts/Page";
import { PageLink } from "~/parts/PageLink";
import { Shown } from "~/parts/Shown";
import { useAddress } from "~/parts/useAddress";
import { useSay, type Say } from "~/words/say";

import { Answer } from "./Answer";
import { likeliest, type Asked } from "./asked";
import { callerWords } from "./callWords";
import { reasonWords } from "./reasons";
import { useAsked } from "./useAsked";
import { useCall } from "./useCall";
import type { ListedCall } from "./useJournal";
import { WhyForm } from "./WhyForm";

const WITHHELD = "withheld";
const MOST_SHOWN = 12;

/** "Why was I refused?": a number and a time in, an answer to read out. */
export default function WhyPage() {
  const say = useSay();
  const [{ number, day, time }, choose] = useAddress(["number", "day", "time"]);
  const asked: Asked | null = number
    ? {
        number: number === WITHHELD ? null : number,
        day: isDay(day) ? day : today(),
        time,
      }
    : null;
  return (
    <Page
      title={say("calls.why_title")}
      under={[{ text: say("calls.title"), href: "/calls" }]}
      description={say("calls.why_says")}
    >
      <SpaceBetween size="l">
        <WhyForm
          key={`${number} ${day} ${time}`}
          asked={asked ?? { number: "", day: today(), time: "" }}
          onAsk={(now) => {
            choose({ ...now, number: now.number ?? WITHHELD });
          }}
        />
        {asked && <Found key={JSON.stringify(asked)} asked={asked} />}
      </SpaceBetween>
    </Page>
  );
}

function Found({ asked }: { asked: Asked }) {
  const say = useSay();
  const steps = useAsked(asked);
  return (
    <Shown read={steps}>
      {(told) => {
        const calls = likeliest(told, asked);
        return calls.length ? (
          <Chosen calls={calls} />
        ) : (
          <Container>
            <Box variant="h3">{say("calls.why_none")}</Box>
            <Box color="text-body-secondary">{say("calls.why_none_says")}</Box>
          </Container>
        );
      }}
    </Shown>
  );
}

function Chosen({ calls }: { calls: readonly ListedCall[] }) {
  const say = useSay();
  const [chosen, choose] = useState(calls[0]?.call ?? "");
  const trace = useCall(chosen);
  return (
    <SpaceBetween size="l">
      {calls.length > 1 && (
        <Container
          header={
            <Header variant="h2" description={say("calls.why_several_says")}>
              {say("calls.why_several", { count: calls.length })}
            </Header>
          }
        >
          <RadioGroup
            ariaLabel={say("calls.why_several", { count: calls.length })}
            value={chosen}
            items={calls.slice(0, MOST_SHOWN).map((call) => ({
              value: call.call,
              label: labelOf(call, say),
              description: say("calls.to_line", {
                line: formatTelephone(call.line),
                name: call.customer_name ?? "",
              }),
            }))}
            onChange={({ detail }) => {
              choose(detail.value);
            }}
          />
        </Container>
      )}
      <Shown read={trace}>
        {(told) => (
          <SpaceBetween size="s">
            <Answer trace={told} />
            <PageLink to={`/calls/${told.call}`}>{say("calls.to_trace")}</PageLink>
          </SpaceBetween>
        )}
      </Shown>
    </SpaceBetween>
  );
}

function labelOf({ at, number, verdict, reason }: ListedCall, say: Say): string {
  return say("calls.why_call", {
    at: formatClock(at),
    number: callerWords(number, say),
    outcome: verdict === "ADMIT" ? say("calls.verdict_ADMIT") : reasonWords(reason, say),
  });
}
