import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { useMay } from "~/api/me";
import { formatMoney } from "~/formats/money";
import { PageLink } from "~/parts/PageLink";
import { isMessageId, useSay, type Say } from "~/words/say";

import { adviceFor, type Advice } from "./advice";
import type { CallTrace } from "./useCall";

import "~/parts/colours.css";

import "./calls.css";

const KINDS = { ADMIT: "success", REFUSE: "error", ASK_PIN: "warning", SERVICE: "info" } as const;

/** Why a call ended as it did, to be read out to who asks, and what can be done about it. */
export function Answer({ trace }: { trace: CallTrace }) {
  const say = useSay();
  const may = useMay();
  const last = trace.steps.at(-1);
  const advice = adviceFor(trace);
  return (
    <Container header={<Header variant="h2">{say(headingOf(trace))}</Header>}>
      <SpaceBetween size="m">
        <Alert type={KINDS[trace.verdict]} header={sentenceOf(trace, say)}>
          {trace.why}
          {trace.changed_since && (
            <Box padding={{ top: "xs" }} fontWeight="bold">
              {say("calls.since_then")} {trace.changed_since}
            </Box>
          )}
        </Alert>
        {last?.heard && (
          <div>
            <Box variant="awsui-key-label">{say("calls.heard")}</Box>
            <blockquote className="heard" lang={last.language}>
              {last.heard}
            </blockquote>
          </div>
        )}
        {advice.length > 0 && (
          <div>
            <Box variant="awsui-key-label">{say("calls.advice")}</Box>
            <ul className="advice">
              {advice.map((one) => (
                <li key={one.words}>
                  <AdviceShown advice={one} isReachable={!one.needs || may(one.needs)} />
                </li>
              ))}
            </ul>
          </div>
        )}
      </SpaceBetween>
    </Container>
  );
}

function AdviceShown({
  advice: { words, to },
  isReachable,
}: {
  advice: Advice;
  isReachable: boolean;
}) {
  const say = useSay();
  return to && isReachable ? <PageLink to={to}>{say(words)}</PageLink> : say(words);
}

function headingOf({ verdict }: CallTrace) {
  return verdict === "REFUSE" ? "calls.answer_refused" : "calls.answer";
}

/** In the reader's language, from what was decided; the API's own sentence has the particulars. */
function sentenceOf({ verdict, steps }: CallTrace, say: Say): string {
  const last = steps.at(-1);
  if (verdict === "ADMIT")
    return last?.hold && last.talk_seconds
      ? say("calls.said_admitted", {
          hold: formatMoney(last.hold),
          minutes: Math.floor(last.talk_seconds / 60),
        })
      : say("calls.said_admitted_free");
  const id = `calls.said_${last?.reason ?? ""}`;
  const figures = last?.figures;
  return isMessageId(id)
    ? say(id, {
        remaining: figures ? formatMoney(figures.remaining) : "",
        available: figures ? formatMoney(figures.available) : "",
        shortest: figures ? formatMoney(figures.shortest) : "",
      })
    : (last?.reason_in_words ?? "");
}
