import { createContext, use, useMemo, useState, type ReactNode } from "react";

/** A page on the way to this one. */
export interface Step {
  readonly text: string;
  readonly href: string;
}

interface Trail {
  readonly steps: readonly Step[];
  readonly lay: (steps: readonly Step[]) => void;
}

const TrailContext = createContext<Trail | null>(null);

export function TrailKeeper({ children }: { children: ReactNode }) {
  const [steps, lay] = useState<readonly Step[]>([]);
  const trail = useMemo(() => ({ steps, lay }), [steps]);
  return <TrailContext value={trail}>{children}</TrailContext>;
}

export function useTrail(): Trail {
  const trail = use(TrailContext);
  if (!trail) throw new Error("there is no shell around this");
  return trail;
}
