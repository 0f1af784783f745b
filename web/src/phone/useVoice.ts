import { useEffect, useRef, useState } from "react";

import type { Line } from "./callState";

const KEY = "agentline.phone.is_muted";

interface Voice {
  /** Whether this browser can speak at all. */
  readonly canSpeak: boolean;
  readonly isMuted: boolean;
  readonly mute: (isMuted: boolean) => void;
}

/** Speaks what the caller hears, in its own language; not when muted, nor once it is cut off. */
export function useVoice(lines: readonly Line[], isCut: boolean): Voice {
  const canSpeak = "speechSynthesis" in window;
  const [isMuted, setMuted] = useState(() => localStorage.getItem(KEY) === "true");
  const spoken = useRef(0);
  useEffect(() => {
    const fresh = lines.filter(({ index }) => index > spoken.current);
    spoken.current = lines.at(-1)?.index ?? spoken.current;
    if (!canSpeak) return;
    for (const line of fresh) {
      if (line.kind === "spoken" && !isMuted) say(line.text, line.language);
      if (line.kind === "keys" || line.kind === "answered") speechSynthesis.cancel();
    }
  }, [lines, isMuted, canSpeak]);
  useEffect(() => {
    if (!canSpeak) return;
    if (isCut || isMuted) speechSynthesis.cancel();
    return () => {
      speechSynthesis.cancel();
    };
  }, [isCut, isMuted, canSpeak]);
  return {
    canSpeak,
    isMuted,
    mute: (muted) => {
      localStorage.setItem(KEY, String(muted));
      setMuted(muted);
    },
  };
}

function say(text: string, language: string): void {
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = language;
  const [tongue] = language.split("-");
  const voices = speechSynthesis.getVoices();
  const voice =
    voices.find(({ lang }) => lang.replace("_", "-") === language) ??
    voices.find(({ lang }) => tongue !== undefined && lang.startsWith(tongue));
  if (voice) utterance.voice = voice;
  speechSynthesis.speak(utterance);
}
