import Grid from "@cloudscape-design/components/grid";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { lazy, Suspense } from "react";

import { formatClock, formatDay } from "~/formats/times";
import { Page } from "~/parts/Page";
import { FailureAlert } from "~/parts/FailureAlert";
import { Loading, Shown } from "~/parts/Shown";
import { useSay } from "~/words/say";

import { Owed } from "./Owed";
import { TodayFigures } from "./TodayFigures";
import { TodayRefusals } from "./TodayRefusals";
import { useToday, type Today } from "./useToday";
import { Waiting } from "./Waiting";

const RecentCharts = lazy(() => import("./RecentCharts"));

const WIDE = { default: 12, s: 8 } as const;
const NARROW = { default: 12, s: 4 } as const;
const HALF = { default: 12, s: 6 } as const;

/** How the day goes, and what waits to be done. */
export default function HomePage() {
  const say = useSay();
  const today = useToday();
  return (
    <Page title={say("home.title")} description={<AsOf day={today.told?.day} />}>
      <SpaceBetween size="l">
        {today.told && <FailureAlert failure={today.failure} />}
        <Shown read={today}>{(told) => <Told today={told} />}</Shown>
      </SpaceBetween>
    </Page>
  );
}

function Told({ today }: { today: Today }) {
  return (
    <SpaceBetween size="l">
      <TodayFigures today={today} />
      <Grid gridDefinition={[{ colspan: WIDE }, { colspan: NARROW }]}>
        <Suspense fallback={<Loading />}>
          <RecentCharts day={today.day} />
        </Suspense>
        <Waiting waiting={today.waiting} />
      </Grid>
      <Grid gridDefinition={[{ colspan: HALF }, { colspan: HALF }]}>
        <TodayRefusals refusals={today.refusals} />
        <Owed owed={today.owed} />
      </Grid>
    </SpaceBetween>
  );
}

function AsOf({ day }: { day: string | undefined }) {
  const say = useSay();
  if (!day) return null;
  return say("home.as_of", { day: formatDay(day), at: formatClock(new Date().toISOString()) });
}
