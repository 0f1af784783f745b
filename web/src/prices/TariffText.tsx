import { useSay } from "~/words/say";

import { tariffWords } from "./tariffWords";
import type { Tariff } from "./usePrices";
import "./prices.css";

/** A tariff in plain words, a line for each thing it says. */
export function TariffText({ tariff, currency }: { tariff: Tariff; currency: string }) {
  const say = useSay();
  return (
    <ul className="tariff-words">
      {tariffWords(tariff, currency, say).map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  );
}
