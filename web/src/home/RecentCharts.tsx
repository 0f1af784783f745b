import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { daysBetween } from "~/formats/days";
import { PageLink } from "~/parts/PageLink";
import { Shown } from "~/parts/Shown";
import { CallsChart } from "~/reports/CallsChart";
import { callsByDay, revenueByDay } from "~/reports/figures";
import { RevenueChart } from "~/reports/RevenueChart";
import { useSay } from "~/words/say";

import { RECENT_DAYS, recentSince, useRecentCalls, useRecentRevenue } from "./useToday";

const HEIGHT = 150;

/** Calls and revenue of the last days. */
export default function RecentCharts({ day }: { day: string }) {
  const say = useSay();
  const calls = useRecentCalls(day);
  const revenue = useRecentRevenue(day, calls.told !== undefined);
  const days = daysBetween(recentSince(day), day);
  return (
    <Container
      fitHeight
      header={
        <Header variant="h2" actions={<PageLink to="/reports">{say("home.to_reports")}</PageLink>}>
          {say("home.recent", { days: RECENT_DAYS })}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Shown read={calls}>
          {({ rows }) => <CallsChart days={callsByDay(rows, days)} height={HEIGHT} />}
        </Shown>
        <Shown read={revenue}>
          {({ rows }) => <RevenueChart days={revenueByDay(rows, days)} height={HEIGHT} />}
        </Shown>
      </SpaceBetween>
    </Container>
  );
}
