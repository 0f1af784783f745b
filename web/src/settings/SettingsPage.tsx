import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

import { formatMoney, minorUnits } from "~/formats/money";
import { Facts } from "~/parts/Facts";
import { Page } from "~/parts/Page";
import { PageLink } from "~/parts/PageLink";
import { Shown } from "~/parts/Shown";
import { isMessageId, useSay, type MessageId } from "~/words/say";

import { useSettings, type Settings } from "./useSettings";

/** The terms that the operator has deployed. They are read here, and changed there. */
export default function SettingsPage() {
  const say = useSay();
  const settings = useSettings();
  return (
    <Page title={say("settings.title")} description={say("settings.says")}>
      <Shown read={settings}>{(told) => <Body settings={told} />}</Shown>
    </Page>
  );
}

function Body({ settings }: { settings: Settings }) {
  const say = useSay();
  const { limit_rule: rule, opening_limit, basic_price_list: basic } = settings;
  const partner = (name: string) =>
    isMessageId(`settings.partner_${name}`) ? say(`settings.partner_${name}` as MessageId) : name;
  const rises = minorUnits(rule.step) > 0n;
  return (
    <SpaceBetween size="l">
      <Group title={say("settings.credit")}>
        <Facts
          columns={2}
          facts={[
            [say("settings.opening_limit"), formatMoney(opening_limit)],
            [
              say("settings.limit_rule"),
              rises
                ? say("settings.limit_rises", {
                    step: formatMoney(rule.step),
                    cap: formatMoney(rule.cap),
                    days: rule.days,
                  })
                : say("settings.limit_stays"),
            ],
            [
              say("settings.cut_off"),
              say(settings.is_cut_off ? "settings.cut_off_yes" : "settings.cut_off_no"),
            ],
          ]}
        />
      </Group>
      <Group title={say("settings.invoicing")}>
        <Facts
          columns={2}
          facts={[
            [say("settings.due_days"), say("settings.days", { days: settings.due_days })],
            [
              say("settings.rounding"),
              say(settings.is_rounded_to_kronor ? "settings.rounded" : "settings.not_rounded"),
            ],
            [
              say("settings.address_days"),
              settings.address_days
                ? say("settings.address_days_most", { days: settings.address_days })
                : say("settings.address_days_any"),
            ],
            [say("settings.ledger"), partner(settings.ledger)],
          ]}
        />
      </Group>
      <Group title={say("settings.calls")}>
        <Facts
          columns={2}
          facts={[
            [
              say("settings.basic_price_list"),
              <PageLink key="basic" to={`/prices/${basic}`}>
                {basic}
              </PageLink>,
            ],
            [say("settings.queues"), settings.queues.join(", ")],
            [say("settings.directory"), partner(settings.directory)],
            [
              say("settings.spoken"),
              <PageLink key="spoken" to="/spoken-texts">
                {say("settings.to_spoken")}
              </PageLink>,
            ],
          ]}
        />
      </Group>
      <Group title={say("settings.deployment")}>
        <Facts
          columns={2}
          facts={[
            [say("settings.stage"), settings.stage],
            [say("settings.time_zone"), settings.time_zone],
          ]}
        />
      </Group>
    </SpaceBetween>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return <Container header={<Header variant="h2">{title}</Header>}>{children}</Container>;
}
