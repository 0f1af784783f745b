import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { api, type components } from "~/api/client";
import { useRead } from "~/api/useRead";
import { formatMoney } from "~/formats/money";
import { formatCount } from "~/formats/numbers";
import { Figure, Figures } from "~/parts/Figure";
import { MoneyText } from "~/parts/MoneyText";
import { Shown } from "~/parts/Shown";
import { useSay, type Say } from "~/words/say";

import { AmountsChart } from "./AmountsChart";
import { CsvButton } from "./CsvButton";
import { ofJson } from "./ofJson";
import { ReportTable, type ReportColumn } from "./ReportTable";

type Row = components["schemas"]["AgeRow"];

/** What is owed just now: of no period. */
export function AgeingReport() {
  const say = useSay();
  const read = useRead(["reports", "ageing"], (signal) =>
    ofJson(api.GET("/reports/ageing", { signal })),
  );
  return (
    <Shown read={read}>
      {({ day, rows, due, invoices }) => (
        <SpaceBetween size="l">
          <Container>
            <SpaceBetween size="l">
              <Figures>
                <Figure
                  label={say("reports.owed")}
                  value={formatMoney(due)}
                  more={say("reports.as_of", { day })}
                />
                <Figure label={say("reports.invoices")} value={formatCount(invoices)} />
              </Figures>
              <AmountsChart
                label={say("reports.ageing")}
                axis={say("reports.revenue_axis")}
                bars={rows.map((row) => ({
                  x: say(`reports.band_${row.band}`),
                  y: Number(row.due.amount),
                }))}
              />
            </SpaceBetween>
          </Container>
          <ReportTable
            title={say("reports.ageing_table")}
            rows={rows}
            columns={columns(say)}
            idOf={({ band }) => band}
            actions={
              <CsvButton
                name={`${say("reports.ageing")} ${day}`}
                ask={() =>
                  api.GET("/reports/ageing", {
                    params: { query: { format: "csv" } },
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
    { id: "band", header: say("reports.band"), cell: ({ band }) => say(`reports.band_${band}`) },
    {
      id: "invoices",
      header: say("reports.invoices"),
      cell: (row) => formatCount(row.invoices),
      isNumeric: true,
    },
    {
      id: "due",
      header: say("reports.owed"),
      cell: ({ due }) => <MoneyText money={due} />,
      isNumeric: true,
    },
  ];
}
