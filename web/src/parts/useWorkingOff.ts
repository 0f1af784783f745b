import { useState } from "react";

interface WorkingOff<T> {
  readonly opened: T | null;
  /** Opens one of a list, with those after it to follow. */
  readonly open: (item: T, list: readonly T[]) => void;
  /** It is seen to: opens the next, as the list was when the first was opened. */
  readonly next: () => void;
  readonly close: () => void;
}

/** One of a list after the other. */
export function useWorkingOff<T>(): WorkingOff<T> {
  const [waiting, setWaiting] = useState<readonly T[]>([]);
  return {
    opened: waiting[0] ?? null,
    open: (item, list) => {
      setWaiting(list.slice(list.indexOf(item)));
    },
    next: () => {
      setWaiting(waiting.slice(1));
    },
    close: () => {
      setWaiting([]);
    },
  };
}
