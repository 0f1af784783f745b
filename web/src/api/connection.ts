import { useSyncExternalStore } from "react";

/** "lost": nothing answers. "failing": what answers says that it failed. */
export type Connection = "fine" | "lost" | "failing";

let state: Connection = "fine";
const listeners = new Set<() => void>();

export function tellConnection(now: Connection): void {
  if (now === state) return;
  state = now;
  for (const listener of listeners) listener();
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => state);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
