import BarChart from "@cloudscape-design/components/bar-chart";

import { formatCount } from "~/formats/numbers";

interface Props {
  readonly label: string;
  readonly axis: string;
  readonly bars: readonly { readonly x: string; readonly y: number }[];
  readonly format?: (value: number) => string;
}

const HEIGHT_OF_BAR = 34;
const HEIGHT_OF_AXIS = 20;

/** A bar for each of few things, with its name beside it. */
export function AmountsChart({ label, axis, bars, format = formatCount }: Props) {
  return (
    <BarChart
      horizontalBars
      hideFilter
      hideLegend
      height={bars.length * HEIGHT_OF_BAR + HEIGHT_OF_AXIS}
      ariaLabel={label}
      xScaleType="categorical"
      xDomain={bars.map(({ x }) => x)}
      yDomain={[Math.min(0, ...bars.map(({ y }) => y)), Math.max(4, ...bars.map(({ y }) => y))]}
      yTickFormatter={(value) => (Number.isInteger(value) ? formatCount(value) : "")}
      yTitle={axis}
      series={[{ type: "bar", title: label, color: "#688ae8", data: bars, valueFormatter: format }]}
    />
  );
}
