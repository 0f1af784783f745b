import LineChart from "@cloudscape-design/components/line-chart";

import { formatShortDay } from "~/formats/days";
import { formatMoney } from "~/formats/money";
import { formatCount } from "~/formats/numbers";
import { useSay } from "~/words/say";

import type { Amounted } from "./figures";

/** What each day's orders came to. */
export function RevenueChart({ days, height }: { days: readonly Amounted[]; height: number }) {
  const say = useSay();
  const most = Math.max(100, ...days.map(({ gross }) => gross));
  const least = Math.min(0, ...days.map(({ gross }) => gross));
  return (
    <LineChart
      hideFilter
      hideLegend
      height={height}
      ariaLabel={say("reports.revenue")}
      xScaleType="categorical"
      xDomain={days.map(({ of }) => of)}
      yDomain={[least, most]}
      xTickFormatter={formatShortDay}
      yTickFormatter={formatCount}
      yTitle={say("reports.revenue_axis")}
      series={[
        {
          type: "line",
          title: say("reports.gross"),
          color: "#688ae8",
          data: days.map(({ of, gross }) => ({ x: of, y: gross })),
          valueFormatter: (amount) => formatMoney({ amount: amount.toFixed(2), currency: "SEK" }),
        },
      ]}
    />
  );
}
