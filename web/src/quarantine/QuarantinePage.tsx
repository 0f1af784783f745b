import DatePicker from "@cloudscape-design/components/date-picker";

import { useMay } from "~/api/me";
import { Filters, FilterField } from "~/parts/Filters";
import { InstantText } from "~/parts/InstantText";
import { ListTable, type Column } from "~/parts/ListTable";
import { Page } from "~/parts/Page";
import { PageLink } from "~/parts/PageLink";
import { useAddress } from "~/parts/useAddress";
import { useSay, type Say } from "~/words/say";

import { RecordDeeds } from "./RecordDeeds";
import { RecordStateWord } from "./RecordStateWord";
import { useQuarantine, type SetAside } from "./useQuarantine";

/** Contact records that could not be rated, to be worked off. */
export default function QuarantinePage() {
  const say = useSay();
  const may = useMay();
  const [{ since, until }, choose] = useAddress(["since", "until"]);
  const records = useQuarantine(since, until);
  return (
    <Page title={say("quarantine.title")} isList>
      <ListTable
        isPage
        title={say("quarantine.title")}
        list={records}
        idOf={({ id }) => id}
        columns={columns(say, may("get_quarantined_record"), may("replay_record"))}
        empty={say(since || until ? "quarantine.none_then" : "quarantine.none")}
        filter={
          <Filters>
            {(["since", "until"] as const).map((end) => (
              <FilterField key={end} label={say(`quarantine.day_${end}`)}>
                <DatePicker
                  value={end === "since" ? since : until}
                  locale="sv-SE"
                  format="iso"
                  placeholder={say("quarantine.day_form")}
                  onChange={({ detail }) => {
                    choose({ [end]: detail.value });
                  }}
                />
              </FilterField>
            ))}
          </Filters>
        }
      />
    </Page>
  );
}

function columns(say: Say, mayOpen: boolean, mayAct: boolean): readonly Column<SetAside>[] {
  return [
    {
      id: "at",
      header: say("quarantine.at"),
      minWidth: 140,
      cell: ({ id, at }) =>
        mayOpen ? (
          <PageLink to={`/quarantine/${id}`}>
            <InstantText instant={at} />
          </PageLink>
        ) : (
          <InstantText instant={at} />
        ),
    },
    {
      id: "reason",
      header: say("quarantine.reason"),
      minWidth: 220,
      cell: ({ reason_in_words }) => reason_in_words,
    },
    {
      id: "contact",
      header: say("quarantine.contact"),
      minWidth: 160,
      cell: ({ contact }) => contact ?? say("quarantine.contact_unread"),
    },
    {
      id: "state",
      header: say("quarantine.state"),
      cell: (record) => <RecordStateWord record={record} />,
    },
    ...(mayAct
      ? [
          {
            id: "deeds",
            header: say("quarantine.deeds"),
            minWidth: 200,
            cell: (record: SetAside) => <RecordDeeds record={record} variant="inline-link" />,
          },
        ]
      : []),
  ];
}
