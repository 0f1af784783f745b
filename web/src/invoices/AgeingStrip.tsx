import { api, type components } from "~/api/client";
import { useRead } from "~/api/useRead";
import { MoneyText } from "~/parts/MoneyText";
import { PageLink } from "~/parts/PageLink";
import { Shown } from "~/parts/Shown";
import { useSay } from "~/words/say";

import { isLateBand, type AgeBand } from "./age";
import { paramsOf } from "./useInvoices";

import "./ageing.css";

/** What is owed by all, by how long it has been due. Each figure leads to its invoices. */
export function AgeingStrip() {
  const ageing = useRead(["ageing"], (signal) => api.GET("/reports/ageing", { signal }));
  return (
    // A table for spreadsheets is told as text, which is not asked for.
    <Shown read={ageing}>{(told) => typeof told !== "string" && <Strip ageing={told} />}</Shown>
  );
}

function Strip({ ageing }: { ageing: components["schemas"]["Ageing"] }) {
  const say = useSay();
  return (
    <dl className="ageing" aria-label={say("invoices.ageing")}>
      {ageing.rows.map(({ band, due, invoices }) => (
        <div key={band}>
          <dt>
            <PageLink to={`/invoices?${listOf(band)}`}>{say(`invoices.band_${band}`)}</PageLink>
          </dt>
          <dd>
            <MoneyText money={due} /> <small>{say("invoices.count", { count: invoices })}</small>
          </dd>
        </div>
      ))}
      <div>
        <dt>{say("invoices.ageing_all")}</dt>
        <dd>
          <MoneyText money={ageing.due} />{" "}
          <small>{say("invoices.count", { count: ageing.invoices })}</small>
        </dd>
      </div>
    </dl>
  );
}

function listOf(band: AgeBand): string {
  if (isLateBand(band)) return String(paramsOf({ state: "overdue", age: band }));
  const states = { draft: "draft", undispatched: "dispatch_failed", not_due: "due" } as const;
  return String(paramsOf({ state: states[band] }));
}
