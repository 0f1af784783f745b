import Container from "@cloudscape-design/components/container";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { api, type components } from "~/api/client";
import { useRead } from "~/api/useRead";
import { daysBetween } from "~/formats/days";
import { formatMoney } from "~/formats/money";
import { formatCount, formatTelephone } from "~/formats/numbers";
import { Figure, Figures } from "~/parts/Figure";
import { MoneyText } from "~/parts/MoneyText";
import { Shown } from "~/parts/Shown";
import { useAddress } from "~/parts/useAddress";
import { useSay, type Say } from "~/words/say";

import { AmountsChart } from "./AmountsChart";
import { CsvButton } from "./CsvButton";
import { ofJson } from "./ofJson";
import { revenueByDay } from "./figures";
import type { Period } from "./period";
import { ReportTable, type ReportColumn } from "./ReportTable";
import { RevenueChart } from "./RevenueChart";

type Row = components["schemas"]["RevenueRow"];
const BY = ["day", "line", "article"] as const;
type By = (typeof BY)[number];

export function RevenueReport({ since, until }: Period) {
  const say = useSay();
  const [{ by: chosen }, choose] = useAddress(["by"]);
  const by = BY.find((one) => one === chosen) ?? "day";
  const query = { since, until, by };
  const read = useRead(["reports", "revenue", query], (signal) =>
    ofJson(api.GET("/reports/revenue", { params: { query }, signal })),
  );
  return (
    <SpaceBetween size="l">
      <SegmentedControl
        label={say("reports.by")}
        selectedId={by}
        options={BY.map((id) => ({ id, text: say(`reports.by_${id}`) }))}
        onChange={({ detail }) => {
          choose({ by: detail.selectedId });
        }}
      />
      <Shown read={read}>
        {({ rows, total }) => (
          <SpaceBetween size="l">
            <Container>
              <SpaceBetween size="l">
                <Total total={total} />
                {by === "day" ? (
                  <RevenueChart days={revenueByDay(rows, daysBetween(since, until))} height={220} />
                ) : (
                  rows.length > 0 && (
                    <AmountsChart
                      label={say("reports.gross")}
                      axis={say("reports.revenue_axis")}
                      bars={rows.map(({ of, gross }) => ({
                        x: nameOf(of, by, say),
                        y: Number(gross.amount),
                      }))}
                    />
                  )
                )}
              </SpaceBetween>
            </Container>
            <ReportTable
              title={say("reports.revenue_table")}
              rows={rows}
              columns={columns(by, say)}
              idOf={({ of }) => of ?? ""}
              actions={
                <CsvButton
                  name={`${say("reports.revenue")} ${say(`reports.by_${by}`)} ${since} ${until}`}
                  ask={() =>
                    api.GET("/reports/revenue", {
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
    </SpaceBetween>
  );
}

function Total({ total }: { total: components["schemas"]["RevenueSum"] }) {
  const say = useSay();
  return (
    <Figures>
      <Figure label={say("reports.gross")} value={formatMoney(total.gross)} />
      <Figure
        label={say("reports.net")}
        value={formatMoney(total.net)}
        more={total.vat
          .map(({ percent, vat }) => say("reports.vat", { percent, vat: formatMoney(vat) }))
          .join(", ")}
      />
      <Figure label={say("reports.minutes")} value={minutes(total.talk_seconds)} />
      <Figure label={say("reports.billed")} value={minutes(total.billed_seconds)} />
      <Figure label={say("reports.orders")} value={formatCount(total.orders)} />
    </Figures>
  );
}

function columns(by: By, say: Say): readonly ReportColumn<Row>[] {
  const numeric = { isNumeric: true };
  return [
    { id: "of", header: say(`reports.of_${by}`), cell: ({ of }) => nameOf(of, by, say) },
    {
      id: "orders",
      header: say("reports.orders"),
      cell: (row) => formatCount(row.orders),
      ...numeric,
    },
    {
      id: "minutes",
      header: say("reports.minutes"),
      cell: (row) => minutes(row.talk_seconds),
      ...numeric,
    },
    {
      id: "billed",
      header: say("reports.billed"),
      cell: (row) => minutes(row.billed_seconds),
      ...numeric,
    },
    {
      id: "net",
      header: say("reports.net"),
      cell: (row) => <MoneyText money={row.net} />,
      ...numeric,
    },
    {
      id: "gross",
      header: say("reports.gross"),
      cell: (row) => <MoneyText money={row.gross} />,
      ...numeric,
    },
  ];
}

function nameOf(of: string | null, by: By, say: Say): string {
  if (of === null) return say(by === "line" ? "reports.without_line" : "reports.without_article");
  return by === "line" ? formatTelephone(of) : of;
}

function minutes(seconds: number): string {
  return formatCount(Math.round(seconds / 60));
}
