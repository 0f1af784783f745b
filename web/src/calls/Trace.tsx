import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";

import type { components } from "~/api/client";
import { formatMoney } from "~/formats/money";
import { formatDuration } from "~/formats/times";
import { Facts } from "~/parts/Facts";
import { InstantText } from "~/parts/InstantText";
import { PageLink } from "~/parts/PageLink";
import { useSay } from "~/words/say";

import { VerdictWord } from "./callWords";
import { reasonWords } from "./reasons";

type CallStep = components["schemas"]["CallStep"];

/** Each step of screening: what was decided, on what grounds, and what the caller heard. */
export function Trace({ steps }: { steps: readonly CallStep[] }) {
  const say = useSay();
  return (
    <Container header={<Header variant="h2">{say("calls.trace")}</Header>}>
      <SpaceBetween size="xl">
        {steps.map((step) => (
          <StepShown key={step.step} step={step} />
        ))}
      </SpaceBetween>
    </Container>
  );
}

function StepShown({ step }: { step: CallStep }) {
  const say = useSay();
  const { at, verdict, reason, figures, hold, talk_seconds, queue, directory, customer } = step;
  const money = figures && {
    remaining: formatMoney(figures.remaining),
    available: formatMoney(figures.available),
    shortest: formatMoney(figures.shortest),
  };
  return (
    <SpaceBetween size="s">
      <SpaceBetween direction="horizontal" size="s" alignItems="center">
        <Header variant="h3">{say(`calls.step_${step.step}`)}</Header>
        <VerdictWord verdict={verdict} />
      </SpaceBetween>
      <Facts
        columns={4}
        facts={[
          [say("calls.at"), <InstantText key="at" instant={at} />],
          ...(verdict === "ADMIT"
            ? []
            : [[say("calls.reason"), reasonWords(reason, say)] as const]),
          ...(customer
            ? [
                [
                  say("calls.customer"),
                  <PageLink key="customer" to={`/customers/${customer}`}>
                    {customer}
                  </PageLink>,
                ] as const,
              ]
            : []),
          ...(money
            ? ([
                [say("calls.remaining"), money.remaining],
                [say("calls.available"), money.available],
                [say("calls.shortest"), money.shortest],
              ] as const)
            : []),
          ...(hold ? [[say("calls.held"), formatMoney(hold)] as const] : []),
          ...(talk_seconds
            ? [[say("calls.talk_paid"), formatDuration(talk_seconds)] as const]
            : []),
          ...(queue ? [[say("calls.queue"), queue] as const] : []),
          ...(directory
            ? [[say("calls.directory"), say(`calls.directory_${directory}`)] as const]
            : []),
          [
            say("calls.heard"),
            <span key="heard" lang={step.language}>
              {step.heard}
            </span>,
          ],
        ]}
      />
    </SpaceBetween>
  );
}
