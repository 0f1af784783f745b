import Container from "@cloudscape-design/components/container";

import { api } from "~/api/client";
import { useList } from "~/api/useList";
import { formatMoney } from "~/formats/money";
import { formatCount } from "~/formats/numbers";
import { Figure, Figures } from "~/parts/Figure";
import { PageLink } from "~/parts/PageLink";
import { useSay } from "~/words/say";

import type { Today } from "./useToday";

const LIVE_EVERY_MS = 10_000;

/** The day so far, in one row. */
export function TodayFigures({ today }: { today: Today }) {
  const say = useSay();
  const { calls, revenue, owed } = today;
  return (
    <Container>
      <Figures>
        <LiveNow />
        <Figure
          label={say("home.calls")}
          value={formatCount(calls.calls)}
          more={say("home.calls_more", {
            admitted: formatCount(calls.admitted),
            refused: formatCount(calls.refused),
          })}
        />
        <Figure
          label={say("home.minutes")}
          value={formatCount(Math.round(revenue.talk_seconds / 60))}
          more={say("home.minutes_more", { orders: revenue.orders })}
        />
        <Figure
          label={say("home.revenue")}
          value={formatMoney(revenue.gross)}
          more={say("home.revenue_more", { net: formatMoney(revenue.net) })}
        />
        <Figure
          label={say("home.owed")}
          value={formatMoney(owed.due)}
          more={say("home.owed_more", { invoices: owed.invoices })}
        />
      </Figures>
    </Container>
  );
}

function LiveNow() {
  const say = useSay();
  const live = useList(
    ["calls", "live"],
    (cursor, signal) => api.GET("/calls/live", { params: { query: cursor }, signal }),
    { every: LIVE_EVERY_MS },
  );
  const count = `${formatCount(live.items.length)}${live.isOpenEnded ? "+" : ""}`;
  return (
    <Figure
      label={say("home.live")}
      value={live.isLoading || live.failure ? say("parts.none") : count}
      more={<PageLink to="/calls">{say("home.live_more")}</PageLink>}
    />
  );
}
