import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";

import type { components } from "~/api/client";
import { formatCount } from "~/formats/numbers";
import { StatusWord } from "~/parts/StatusWord";
import { useSay } from "~/words/say";

import { DifferenceShown } from "./DifferenceShown";

type Foreseen = components["schemas"]["PricesImported"];

const KINDS = {
  added: "success",
  changed: "info",
  unchanged: "stopped",
  error: "error",
} as const;

/** What comes of each line of a file, the wrong ones first, and what the version would change. */
export function ImportForeseen({ foreseen }: { foreseen: Foreseen }) {
  const say = useSay();
  const { lines, errors, difference } = foreseen;
  const told = lines
    .filter(({ outcome }) => outcome !== "unchanged")
    .sort((one, other) => Number(one.problem === null) - Number(other.problem === null));
  const unchanged = lines.length - told.length;
  return (
    <SpaceBetween size="m">
      {errors > 0 && (
        <Alert type="error" header={say("prices.import_wrong", { count: errors })}>
          {say("prices.import_wrong_says")}
        </Alert>
      )}
      {told.length > 0 && (
        <Table
          variant="embedded"
          contentDensity="compact"
          wrapLines
          items={told}
          trackBy={({ line }) => `${line}`}
          ariaLabels={{ tableLabel: say("prices.lines") }}
          columnDefinitions={[
            {
              id: "line",
              header: say("prices.line"),
              cell: ({ line }) => line,
              isRowHeader: true,
            },
            { id: "article", header: say("prices.article"), cell: ({ article }) => article },
            {
              id: "outcome",
              header: say("prices.outcome"),
              cell: ({ outcome }) => (
                <StatusWord status={outcome} prefix="prices.outcome_" kinds={KINDS} />
              ),
            },
            { id: "problem", header: say("prices.problem"), cell: ({ problem }) => problem },
          ]}
        />
      )}
      {unchanged > 0 && (
        <StatusIndicator type="stopped">
          {say("prices.lines_unchanged", { count: unchanged, counted: formatCount(unchanged) })}
        </StatusIndicator>
      )}
      {difference && <DifferenceShown difference={difference} />}
    </SpaceBetween>
  );
}
