import { useState, type ReactNode } from "react";

import type { Deed } from "~/api/useDeed";
import type { Read } from "~/api/useRead";

import { ConflictDialogue, type Difference } from "./ConflictDialogue";
import { ReasonDialogue } from "./ReasonDialogue";

/** What is wanted, of the version that was looked at. */
export interface Versioned<Wanted> {
  readonly wanted: Wanted;
  readonly version: string;
}

interface Props<Wanted, T, Seen> {
  readonly title: string;
  readonly submit: string;
  readonly read: Read<Seen>;
  readonly deed: Deed<Versioned<Wanted>, T>;
  readonly want: (reason: string) => Wanted | null;
  /** Mine and theirs, where they are not the same, once somebody has changed it. */
  readonly compare: (wanted: Wanted, theirs: Seen) => readonly Difference[];
  readonly onDismiss: () => void;
  readonly children: ReactNode;
}

/**
 * A deed on the version that was seen when this was opened. When that is stale both are shown; the
 * deed has to touch what is read, so that theirs is there.
 */
export function VersionedDialogue<Wanted, T, Seen>(props: Props<Wanted, T, Seen>) {
  const { title, submit, read, deed, want, compare, onDismiss, children } = props;
  const [seen, setSeen] = useState(read.version);
  const [mine, setMine] = useState<{ wanted: Wanted } | null>(null);

  const act = (wanted: Wanted, version: string | null) => {
    setMine({ wanted });
    setSeen(version);
    return deed.act({ wanted, version: version ?? "" });
  };
  const saveMine = async (wanted: Wanted) => {
    if (await act(wanted, read.version)) onDismiss();
  };
  const isTheirsThere = read.told !== undefined && read.version !== seen;
  return (
    <>
      <ReasonDialogue
        title={title}
        submit={submit}
        deed={{ ...deed, act: (wanted: Wanted) => act(wanted, seen) }}
        want={want}
        onDismiss={onDismiss}
      >
        {children}
      </ReasonDialogue>
      {deed.isConflict && mine && isTheirsThere && (
        <ConflictDialogue
          differences={compare(mine.wanted, read.told)}
          isPending={deed.isPending}
          onKeepTheirs={onDismiss}
          onSaveMine={() => void saveMine(mine.wanted)}
        />
      )}
    </>
  );
}
