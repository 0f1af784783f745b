import type { components } from "~/api/client";
import { formatTelephone } from "~/formats/numbers";
import { useSay } from "~/words/say";

/** The service lines that are charged by an article. */
export function LineLinks({ lines }: { lines: readonly components["schemas"]["LineName"][] }) {
  const say = useSay();
  if (!lines.length) return say("parts.none");
  return lines.map(({ number, name }) => (
    <div key={number}>
      {name} <span className="figures">{formatTelephone(number)}</span>
    </div>
  ));
}
