import { api } from "~/api/client";
import { useRead } from "~/api/useRead";
import { Shown } from "~/parts/Shown";
import { useLanguage } from "~/words/say";

import "./explanation.css";

interface Props {
  /** Its number. */
  readonly order: string;
  /** What the list is called. */
  readonly label: string;
}

/** How an order came to its amount, in the reader's language. */
export function Explanation({ order, label }: Props) {
  const language = useLanguage();
  const explanation = useRead(["orders", order, "explanation", language], (signal) =>
    api.GET("/orders/{order}/explanation", {
      params: { path: { order }, query: { language } },
      signal,
    }),
  );
  return (
    <Shown read={explanation}>{({ words }) => <Sentences words={words} label={label} />}</Shown>
  );
}

/** One step of a calculation after the other. */
export function Sentences({ words, label }: { words: readonly string[]; label: string }) {
  return (
    <ol aria-label={label} className="explanation">
      {words.map((sentence, place) => (
        <li key={place}>{sentence}</li>
      ))}
    </ol>
  );
}
