import SpaceBetween from "@cloudscape-design/components/space-between";
import Tabs from "@cloudscape-design/components/tabs";
import { useLocation, useNavigate, useParams } from "react-router";

import { Page } from "~/parts/Page";
import { useAddress } from "~/parts/useAddress";
import { useSay } from "~/words/say";

import { AgeingReport } from "./AgeingReport";
import { CallsReport } from "./CallsReport";
import { isPeriod, periodNameOf, periodOf } from "./period";
import { PeriodChoice } from "./PeriodChoice";
import { RefusalsReport } from "./RefusalsReport";
import { RevenueReport } from "./RevenueReport";

const OF_PERIODS = [
  ["calls", "reports.calls", CallsReport],
  ["revenue", "reports.revenue", RevenueReport],
  ["refusals", "reports.refusals", RefusalsReport],
] as const;

/** Figures of a period: which report is in the path, which days in the query. */
export default function ReportsPage() {
  const say = useSay();
  const navigate = useNavigate();
  const { search } = useLocation();
  const { report = "calls" } = useParams();
  const [{ period: chosen, since, until }, choose] = useAddress(["period", "since", "until"]);
  const name = periodNameOf(chosen);
  const period = periodOf(name, { since, until });
  const tabs = OF_PERIODS.map(([id, title, Report]) => ({
    id,
    label: say(title),
    content: (
      <SpaceBetween size="l">
        <PeriodChoice name={name} period={period} onChoose={choose} />
        {isPeriod(period) && <Report {...period} />}
      </SpaceBetween>
    ),
  }));
  return (
    <Page title={say("reports.title")}>
      <Tabs
        ariaLabel={say("reports.title")}
        activeTabId={report}
        onChange={({ detail }) => {
          void navigate(`/reports/${detail.activeTabId}${search}`, { replace: true });
        }}
        tabs={[...tabs, { id: "ageing", label: say("reports.ageing"), content: <AgeingReport /> }]}
      />
    </Page>
  );
}
