import Button from "@cloudscape-design/components/button";

import { useSay } from "~/words/say";

interface Props {
  readonly text: string;
  readonly language: "sv" | "en";
  /** What is heard. */
  readonly name: string;
  /** Only the sign of it, in a row. */
  readonly isSmall?: boolean;
}

const VOICES = { sv: "sv-SE", en: "en-GB" };

/** Has the browser say a text, about as callers hear it. Not there where it cannot. */
export function SpeakButton({ text, language, name, isSmall = false }: Props) {
  const say = useSay();
  if (!("speechSynthesis" in window)) return null;
  return (
    <Button
      formAction="none"
      variant={isSmall ? "inline-icon" : "normal"}
      iconName="audio-full"
      disabled={!text.trim()}
      ariaLabel={say("spoken.listen_to", { name })}
      onClick={() => {
        const spoken = new SpeechSynthesisUtterance(text);
        spoken.lang = VOICES[language];
        window.speechSynthesis.cancel();
        window.speechSynthesis.speak(spoken);
      }}
    >
      {say("spoken.listen")}
    </Button>
  );
}
