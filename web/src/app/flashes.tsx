import Flashbar, { type FlashbarProps } from "@cloudscape-design/components/flashbar";
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from "react";

import { useSay } from "~/words/say";

import { useConnectionFlash } from "./connectionFlash";

interface Flash {
  readonly id: string;
  readonly type: FlashbarProps.Type;
  readonly content: ReactNode;
}

type Tell = (type: FlashbarProps.Type, content: ReactNode) => void;

const FlashContext = createContext<{
  flashes: readonly Flash[];
  tell: Tell;
  drop: (id: string) => void;
} | null>(null);
const MOST = 4;

export function FlashKeeper({ children }: { children: ReactNode }) {
  const [flashes, setFlashes] = useState<readonly Flash[]>([]);
  const tell = useCallback<Tell>((type, content) => {
    setFlashes((before) => [{ id: crypto.randomUUID(), type, content }, ...before].slice(0, MOST));
  }, []);
  const drop = useCallback((id: string) => {
    setFlashes((before) => before.filter((flash) => flash.id !== id));
  }, []);
  const value = useMemo(() => ({ flashes, tell, drop }), [flashes, tell, drop]);
  return <FlashContext value={value}>{children}</FlashContext>;
}

/** Says, above the page, what was done: `tell("success", …)`. */
export function useTell(): Tell {
  return useFlashes().tell;
}

/** What was told, and whether the connection is lost. */
export function Flashes() {
  const say = useSay();
  const { flashes, drop } = useFlashes();
  const connection = useConnectionFlash();
  const items = flashes.map(({ id, type, content }) => ({
    id,
    type,
    content,
    dismissible: true,
    dismissLabel: say("app.dismiss"),
    onDismiss: () => {
      drop(id);
    },
  }));
  return <Flashbar items={[...connection, ...items]} />;
}

function useFlashes() {
  const told = use(FlashContext);
  if (!told) throw new Error("there is no shell around this");
  return told;
}
