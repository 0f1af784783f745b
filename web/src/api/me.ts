import { createContext, use } from "react";

import type { components, Operation } from "./client";

export type Me = components["schemas"]["Me"];

export const MeContext = createContext<Me | null>(null);

/** Who is signed in. Only below the shell. */
export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error("nobody is signed in here");
  return me;
}

/** Whether who is signed in may do that. What they may not is not offered. */
export function useMay(): (operation: Operation) => boolean {
  const { operations } = useMe();
  return (operation) => operations.includes(operation);
}
