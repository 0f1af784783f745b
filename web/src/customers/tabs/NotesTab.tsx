import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { useState } from "react";

import { api, type components } from "~/api/client";
import { keyed } from "~/api/headers";
import { useMay } from "~/api/me";
import { useDeed } from "~/api/useDeed";
import { useList } from "~/api/useList";
import { useTell } from "~/app/flashes";
import { InstantText } from "~/parts/InstantText";
import { ListTable, type Column } from "~/parts/ListTable";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { RowDeed } from "~/parts/RowDeed";
import { useSay, type Say } from "~/words/say";

import { NoteDialogue } from "../NoteDialogue";
import type { TabProps } from "./tabs";

type Note = components["schemas"]["Note"];

/** What staff have written about the customer. */
export default function NotesTab({ customer: { number: customer } }: TabProps) {
  const say = useSay();
  const may = useMay();
  const [isWriting, setWriting] = useState(false);
  const [removing, setRemoving] = useState<Note | null>(null);
  const notes = useList(["customers", customer, "notes"], (cursor, signal) =>
    api.GET("/customers/{customer}/notes", {
      params: { path: { customer }, query: cursor },
      signal,
    }),
  );
  return (
    <>
      <ListTable
        title={say("customers.tab_notes")}
        list={notes}
        idOf={({ id }) => id}
        columns={columns(say, may("remove_note") ? setRemoving : null)}
        empty={say("customers.no_notes")}
        actions={
          may("write_note") && (
            <Button
              variant="primary"
              onClick={() => {
                setWriting(true);
              }}
            >
              {say("customers.note_write")}
            </Button>
          )
        }
      />
      {isWriting && (
        <NoteDialogue
          customer={customer}
          onDismiss={() => {
            setWriting(false);
          }}
        />
      )}
      {removing && (
        <RemoveNote
          customer={customer}
          note={removing}
          onDismiss={() => {
            setRemoving(null);
          }}
        />
      )}
    </>
  );
}

function columns(say: Say, remove: ((note: Note) => void) | null): readonly Column<Note>[] {
  const removal: Column<Note> = {
    id: "remove",
    header: say("fields.deeds"),
    cell: (note) => (
      <RowDeed
        text={say("customers.note_remove")}
        name={say("customers.note_remove_named", { who: note.who })}
        onAct={() => {
          remove?.(note);
        }}
      />
    ),
  };
  return [
    {
      id: "text",
      header: say("customers.note"),
      minWidth: 260,
      cell: ({ text }) => <span className="written">{text}</span>,
    },
    { id: "who", header: say("customers.note_who"), minWidth: 150, cell: ({ who }) => who },
    {
      id: "at",
      header: say("customers.note_at"),
      minWidth: 150,
      cell: ({ at }) => <InstantText instant={at} />,
    },
    ...(remove ? [removal] : []),
  ];
}

interface RemoveProps {
  readonly customer: string;
  readonly note: Note;
  readonly onDismiss: () => void;
}

function RemoveNote({ customer, note, onDismiss }: RemoveProps) {
  const say = useSay();
  const tell = useTell();
  const remove = useDeed(
    (reason: string, key) =>
      api.POST("/customers/{customer}/notes/{note}/removing", {
        params: { path: { customer, note: note.id }, header: keyed(key) },
        body: { reason },
      }),
    {
      touches: [["customers", customer]],
      onDone: () => {
        tell("success", say("customers.note_removed"));
      },
    },
  );
  return (
    <ReasonDialogue
      title={say("customers.note_remove")}
      submit={say("customers.note_remove_submit")}
      deed={remove}
      want={(reason) => reason}
      onDismiss={onDismiss}
    >
      <Box>{say("customers.note_remove_says")}</Box>
      <Box variant="p">
        <span className="written">{note.text}</span>
      </Box>
    </ReasonDialogue>
  );
}
