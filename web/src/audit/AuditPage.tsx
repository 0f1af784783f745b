import { api, type components } from "~/api/client";
import { useList } from "~/api/useList";
import { isDay } from "~/formats/days";
import { deedWords } from "~/parts/deedWords";
import { Difference } from "~/parts/Difference";
import { InstantText } from "~/parts/InstantText";
import { ListTable, type Column } from "~/parts/ListTable";
import { Page } from "~/parts/Page";
import { PageLink } from "~/parts/PageLink";
import { useAddress } from "~/parts/useAddress";
import { useSay, type Say } from "~/words/say";

import { AuditFilters, FILTERS } from "./AuditFilters";

type Entry = components["schemas"]["AuditEntry"];

/** Who did what, to what, and why. */
export default function AuditPage() {
  const say = useSay();
  const [chosen, choose] = useAddress(FILTERS);
  const { customer, who, what, since, until } = chosen;
  const query = {
    ...(/^[1-9]\d{5,11}$/.test(customer) && { customer }),
    ...(who && { who }),
    ...(what && { what }),
    ...(isDay(since) && { since }),
    ...(isDay(until) && { until }),
  };
  const entries = useList(["audit", query], (cursor, signal) =>
    api.GET("/audit", { params: { query: { ...query, ...cursor } }, signal }),
  );
  return (
    <Page title={say("audit.title")} isList>
      <ListTable
        isPage
        title={say("audit.title")}
        list={entries}
        idOf={({ at, who: by, what: done, subject }) => [at, by, done, subject].join(" ")}
        columns={columns(say)}
        empty={say("audit.none")}
        filter={<AuditFilters chosen={chosen} onChoose={choose} />}
      />
    </Page>
  );
}

function columns(say: Say): readonly Column<Entry>[] {
  return [
    {
      id: "at",
      header: say("audit.at"),
      minWidth: 140,
      cell: ({ at }) => <InstantText instant={at} />,
    },
    {
      id: "what",
      header: say("audit.what"),
      minWidth: 170,
      cell: ({ what, subject }) => (
        <>
          <div>{deedWords(what, say)}</div>
          <small>{subject}</small>
        </>
      ),
    },
    {
      id: "customer",
      header: say("audit.customer"),
      cell: ({ customer }) =>
        customer ? (
          <PageLink to={`/customers/${customer}`}>{customer}</PageLink>
        ) : (
          say("parts.none")
        ),
    },
    {
      id: "difference",
      header: say("audit.difference"),
      minWidth: 260,
      cell: ({ before, after }) => <Difference before={before} after={after} />,
    },
    { id: "who", header: say("audit.who"), minWidth: 150, cell: ({ who }) => who },
    { id: "why", header: say("audit.why"), minWidth: 200, cell: ({ why }) => why },
  ];
}
