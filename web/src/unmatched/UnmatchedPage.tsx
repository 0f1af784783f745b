import { formatTelephone } from "~/formats/numbers";
import { InstantText } from "~/parts/InstantText";
import { ListTable, type Column } from "~/parts/ListTable";
import { OpenLink } from "~/parts/OpenLink";
import { Page } from "~/parts/Page";
import { PageLink } from "~/parts/PageLink";
import { useWorkingOff } from "~/parts/useWorkingOff";
import { useSay, type Say } from "~/words/say";

import { CallerDialogues } from "./CallerDialogues";
import { callerName, useUnmatched, type Unmatched } from "./unmatched";

/** Callers nobody could be billed for, to be worked off: Enter opens, the next follows by itself. */
export default function UnmatchedPage() {
  const say = useSay();
  const callers = useUnmatched();
  const { opened, open, next, close } = useWorkingOff<Unmatched>();
  return (
    <Page title={say("unmatched.title")} isList>
      <ListTable
        isPage
        title={say("unmatched.title")}
        list={callers}
        idOf={({ id }) => id}
        columns={columns(say, (caller) => {
          open(caller, callers.items);
        })}
        empty={say("unmatched.none")}
      />
      {opened && (
        <CallerDialogues key={opened.id} caller={opened} onDone={next} onDismiss={close} />
      )}
    </Page>
  );
}

function columns(say: Say, open: (caller: Unmatched) => void): readonly Column<Unmatched>[] {
  return [
    {
      id: "at",
      header: say("unmatched.at"),
      minWidth: 150,
      cell: (caller) => (
        <OpenLink
          onOpen={() => {
            open(caller);
          }}
        >
          <InstantText instant={caller.at} />
        </OpenLink>
      ),
    },
    {
      id: "number",
      header: say("unmatched.number"),
      minWidth: 140,
      cell: ({ number }) => <span className="figures">{callerName(number, say)}</span>,
    },
    {
      id: "line",
      header: say("unmatched.line"),
      minWidth: 130,
      cell: ({ line }) => <span className="figures">{formatTelephone(line)}</span>,
    },
    {
      id: "owner",
      header: say("unmatched.owner"),
      minWidth: 200,
      cell: ({ owner, directory }) =>
        [owner?.name, owner?.street, owner?.city].filter(Boolean).join(", ") ||
        (directory && say(`unmatched.directory_${directory}`)),
    },
    {
      id: "belongs_to",
      header: say("unmatched.belongs_to"),
      cell: ({ belongs_to }) =>
        belongs_to && <PageLink to={`/customers/${belongs_to}`}>{belongs_to}</PageLink>,
    },
  ];
}
