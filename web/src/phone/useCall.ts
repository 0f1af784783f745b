import { useEffect, useReducer, useState } from "react";

import { isPassing, isFailure, type Failure } from "~/api/problem";

import { hear, NOTHING_YET, type CallState } from "./callState";
import { telephone } from "./stageTelephone";

const PAUSE_MS = 1_000;

interface Followed {
  readonly state: CallState;
  /** Why the call cannot be followed, or not just now. */
  readonly failure: Failure | undefined;
}

/** Follows a call from its beginning; `call` stays the same as long as this is mounted. */
export function useCall(call: string): Followed {
  const [state, listen] = useReducer(hear, NOTHING_YET);
  const [failure, setFailure] = useState<Failure>();
  useEffect(() => {
    const leaving = new AbortController();
    void follow(call, leaving.signal, listen, setFailure);
    return () => {
      leaving.abort();
    };
  }, [call]);
  return { state, failure };
}

async function follow(
  call: string,
  signal: AbortSignal,
  listen: (heard: Parameters<typeof hear>[1]) => void,
  tell: (failure: Failure | undefined) => void,
): Promise<void> {
  let after = 0;
  const isLeft = () => signal.aborted;
  while (!isLeft()) {
    try {
      const heard = await telephone.events(call, after, signal);
      after = heard.items.at(-1)?.index ?? after;
      tell(undefined);
      listen(heard);
      if (heard.is_over) return;
    } catch (error) {
      if (isLeft() || !isFailure(error)) return;
      tell(error);
      if (!isPassing(error)) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
