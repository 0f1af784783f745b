import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { api, type components } from "~/api/client";
import { useRead } from "~/api/useRead";
import { daysBetween } from "~/formats/days";
import { formatCount, formatTelephone } from "~/formats/numbers";
import { Figure, Figures } from "~/parts/Figure";
import { Shown } from "~/parts/Shown";
import { useSay, type Say } from "~/words/say";

import { CallsChart } from "./CallsChart";
import { CsvButton } from "./CsvButton";
import { ofJson } from "./ofJson";
import { callsByDay } from "./figures";
import type { Period } from "./period";
import { ReportTable, type ReportColumn } from "./ReportTable";

type Row = components["schemas"]["CallRow"];
const COUNTS = ["calls", "admitted", "refused", "to_service", "asked"] as const;

export function CallsReport({ since, until }: Period) {
  const say = useSay();
  const query = { since, until };
  const read = useRead(
    ["reports", "calls", query],
    (signal) => ofJson(api.GET("/reports/calls", { params: { query }, signal })),
    { keepsPrevious: true },
  );
  return (
    <Shown read={read}>
      {({ rows, total }) => (
        <SpaceBetween size="l">
          <Container>
            <SpaceBetween size="l">
              <Figures>
                {COUNTS.map((name) => (
                  <Figure
                    key={name}
                    label={say(`reports.count_${name}`)}
                    value={formatCount(total[name])}
                  />
                ))}
              </Figures>
              <CallsChart days={callsByDay(rows, daysBetween(since, until))} height={220} />
            </SpaceBetween>
          </Container>
          <ReportTable
            title={say("reports.table_calls")}
            rows={rows}
            columns={columns(say)}
            idOf={({ day, line }) => `${day} ${line}`}
            actions={
              <CsvButton
                name={`${say("reports.calls")} ${since} ${until}`}
                ask={() =>
                  api.GET("/reports/calls", {
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
    ...COUNTS.map((name) => ({
      id: name,
      header: say(`reports.count_${name}`),
      cell: (row: Row) => formatCount(row[name]),
      isNumeric: true,
    })),
  ];
}
