import BarChart from "@cloudscape-design/components/bar-chart";

import { formatShortDay } from "~/formats/days";
import { formatCount } from "~/formats/numbers";
import { useSay } from "~/words/say";

import type { CallsOfDay } from "./figures";

const SERIES = [
  ["admitted", "#2ea597"],
  ["refused", "#c33d69"],
  ["to_service", "#688ae8"],
  ["asked", "#e07941"],
] as const;

/** How many called each day, by what was decided of them. */
export function CallsChart({ days, height }: { days: readonly CallsOfDay[]; height: number }) {
  const say = useSay();
  const most = Math.max(
    4,
    ...days.map((day) => day.admitted + day.refused + day.to_service + day.asked),
  );
  return (
    <BarChart
      stackedBars
      hideFilter
      height={height}
      ariaLabel={say("reports.calls")}
      xScaleType="categorical"
      xDomain={days.map(({ day }) => day)}
      yDomain={[0, most]}
      xTickFormatter={formatShortDay}
      yTickFormatter={(calls) => (Number.isInteger(calls) ? formatCount(calls) : "")}
      yTitle={say("reports.calls")}
      series={SERIES.map(([name, color]) => ({
        type: "bar",
        title: say(`reports.count_${name}`),
        color,
        data: days.map((day) => ({ x: day.day, y: day[name] })),
      }))}
    />
  );
}
