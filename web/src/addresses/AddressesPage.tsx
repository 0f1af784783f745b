import { useMay } from "~/api/me";
import { InstantText } from "~/parts/InstantText";
import { ListTable, type Column } from "~/parts/ListTable";
import { OpenLink } from "~/parts/OpenLink";
import { Page } from "~/parts/Page";
import { PageLink } from "~/parts/PageLink";
import { useWorkingOff } from "~/parts/useWorkingOff";
import { useSay, type Say } from "~/words/say";

import { oneLine, useFindings, type AddressFile } from "./addresses";
import { DecideDialogue } from "./DecideDialogue";

/** Addresses that wait for a decision: nothing can be dispatched to them before. */
export default function AddressesPage() {
  const say = useSay();
  const may = useMay();
  const findings = useFindings();
  const { opened, open, next, close } = useWorkingOff<AddressFile>();
  return (
    <Page title={say("addresses.title")} isList>
      <ListTable
        isPage
        title={say("addresses.title")}
        list={findings}
        idOf={({ customer }) => customer}
        columns={columns(
          say,
          may("decide_address")
            ? (file) => {
                open(file, findings.items);
              }
            : null,
        )}
        empty={say("addresses.none")}
      />
      {opened?.finding && (
        <DecideDialogue
          key={opened.finding.token}
          file={opened}
          finding={opened.finding}
          onDone={next}
          onDismiss={close}
        />
      )}
    </Page>
  );
}

function columns(
  say: Say,
  open: ((file: AddressFile) => void) | null,
): readonly Column<AddressFile>[] {
  return [
    {
      id: "name",
      header: say("addresses.field_name"),
      minWidth: 160,
      cell: (file) =>
        open ? (
          <OpenLink
            onOpen={() => {
              open(file);
            }}
          >
            {file.registered.name}
          </OpenLink>
        ) : (
          file.registered.name
        ),
    },
    {
      id: "customer",
      header: say("addresses.customer"),
      cell: ({ customer }) => <PageLink to={`/customers/${customer}/address`}>{customer}</PageLink>,
    },
    {
      id: "outcome",
      header: say("addresses.outcome"),
      minWidth: 160,
      cell: ({ finding }) => finding && say(`addresses.outcome_${finding.outcome}`),
    },
    {
      id: "registered",
      header: say("addresses.registered"),
      minWidth: 200,
      cell: ({ registered }) => oneLine(registered),
    },
    {
      id: "found",
      header: say("addresses.found"),
      minWidth: 200,
      cell: ({ finding }) => (finding?.found ? oneLine(finding.found) : say("parts.none")),
    },
    {
      id: "since",
      header: say("addresses.since"),
      minWidth: 150,
      cell: ({ finding }) => finding && <InstantText instant={finding.noticed_at} />,
    },
  ];
}
