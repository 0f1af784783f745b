import { useEffect, useEffectEvent } from "react";

import { useSay } from "~/words/say";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;

interface Props {
  /** The flow waits for keys just now. */
  readonly isAwaited: boolean;
  readonly onKeys: (keys: string) => void;
}

/** Twelve keys, for the mouse; the same on the keyboard, wherever nothing is being typed. */
export function KeyPad({ isAwaited, onKeys }: Props) {
  const say = useSay();
  const press = useEffectEvent(onKeys);
  useEffect(() => {
    const typed = (event: KeyboardEvent) => {
      const { key, target } = event;
      if (event.ctrlKey || event.altKey || event.metaKey || isTyping(target)) return;
      if ((KEYS as readonly string[]).includes(key)) press(key);
    };
    document.addEventListener("keydown", typed);
    return () => {
      document.removeEventListener("keydown", typed);
    };
  }, []);
  return (
    <div
      className={isAwaited ? "phone-keys phone-keys-awaited" : "phone-keys"}
      role="group"
      aria-label={say("phone.keys")}
    >
      {KEYS.map((key) => (
        <button
          key={key}
          type="button"
          aria-label={say("phone.key", { key: NAMES[key] ? say(NAMES[key]) : key })}
          onClick={() => {
            onKeys(key);
          }}
        >
          {key}
        </button>
      ))}
    </div>
  );
}

const NAMES: Readonly<Record<string, "phone.key_star" | "phone.key_square">> = {
  "*": "phone.key_star",
  "#": "phone.key_square",
};

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
