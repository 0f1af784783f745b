import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { ReactNode } from "react";

import { useSay } from "~/words/say";

/** Labels with what is so, in columns where there is room. Nothing is shown as a dash. */
export function Facts({
  facts,
  columns = 2,
}: {
  facts: readonly (readonly [label: string, value: ReactNode])[];
  columns?: number;
}) {
  const say = useSay();
  return (
    <KeyValuePairs
      columns={columns}
      minColumnWidth={160}
      items={facts.map(([label, value]) => ({
        label,
        value: value === null || value === undefined || value === "" ? say("parts.none") : value,
      }))}
    />
  );
}
