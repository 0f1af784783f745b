import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { api, type components } from "~/api/client";
import { useRead } from "~/api/useRead";
import { reasonWords } from "~/calls/reasons";
import { formatCount, formatTelephone } from "~/formats/numbers";
import { Shown } from "~/parts/Shown";
import { useSay, type Say } from "~/words/say";

import { AmountsChart } from "./AmountsChart";
import { CsvButton } from "./CsvButton";
import { ofJson } from "./ofJson";
import type { Period } from "./period";
import { ReportTable, type ReportColumn } from "./ReportTable";

type Row = components["schemas"]["RefusalRow"];

export function RefusalsReport({ since, until }: Period) {
  const say = useSay();
  const query = { since, until };
  const read = useRead(
    ["reports", "refusals", query],
    (signal) => ofJson(api.GET("/reports/refusals", { params: { query }, signal })),
    { keepsPrevious: true },
  );
  return (
    <Shown read={read}>
      {({ rows, total }) => (
        <SpaceBetween size="l">
          {total.length > 0 && (
            <Container>
              <AmountsChart
                label={say("reports.refusals")}
                axis={say("reports.count_refused")}
                bars={total.map(({ reason, calls }) => ({ x: reasonWords(reason, say), y: calls }))}
              />
            </Container>
          )}
          <ReportTable
            title={say("reports.refusals_table")}
            rows={rows}
            columns={columns(say)}
            idOf={({ day, line, reason }) => `${day} ${line} ${reason}`}
            actions={
              <CsvButton
                name={`${say("reports.refusals")} ${since} ${until}`}
                ask={() =>
                  api.GET("/reports/refusals", {
                    params: { query: { ...query, format: "csv" } },
                    parseAs: "text",
                  })
                }
              />
            }
          />
        </SpaceBetween>
      )}
    </Shown>
  );
}

function columns(say: Say): readonly ReportColumn<Row>[] {
  return [
    { id: "day", header: say("reports.of_day"), cell: ({ day }) => day },
    { id: "line", header: say("reports.of_line"), cell: ({ line }) => formatTelephone(line) },
    { id: "reason", header: say("reports.reason"), cell: ({ reason }) => reasonWords(reason, say) },
    {
      id: "calls",
      header: say("reports.calls"),
      cell: ({ calls }) => formatCount(calls),
      isNumeric: true,
    },
  ];
}
