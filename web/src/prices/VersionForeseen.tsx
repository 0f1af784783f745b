import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import type { ReactNode } from "react";

import type { components } from "~/api/client";
import type { Money } from "~/formats/money";
import { formatInstant } from "~/formats/times";
import { Facts } from "~/parts/Facts";
import { InstantText } from "~/parts/InstantText";
import { MoneyText } from "~/parts/MoneyText";
import { useSay } from "~/words/say";

import { DifferenceShown } from "./DifferenceShown";

type Foreseen = components["schemas"]["VersionPreview"];

/** What a version would change, and what calls would cost by it. */
export function VersionForeseen({ foreseen }: { foreseen: Foreseen }) {
  const say = useSay();
  const { valid_from, valid_until, replaces, difference, examples, examples_start } = foreseen;
  const { added, changed: otherwise, removed } = difference;
  const numbers = new Set([...added, ...otherwise, ...removed].map(({ number }) => number));
  const changed = examples.filter(({ number }) => numbers.has(number));
  return (
    <SpaceBetween size="m">
      <Facts
        columns={3}
        facts={[
          [say("prices.valid_from"), <InstantText key="from" instant={valid_from} />],
          [
            say("prices.valid_until"),
            valid_until ? (
              <InstantText key="until" instant={valid_until} />
            ) : (
              say("fields.until_further")
            ),
          ],
          [
            say("prices.replaces"),
            replaces ? (
              <InstantText key="replaces" instant={replaces} />
            ) : (
              say("prices.replaces_none")
            ),
          ],
        ]}
      />
      <Box variant="h3">{say("prices.changes")}</Box>
      <DifferenceShown difference={difference} />
      {changed.length > 0 && (
        <>
          <Box variant="h3">{say("prices.examples", { at: formatInstant(examples_start) })}</Box>
          <Examples examples={changed} />
        </>
      )}
    </SpaceBetween>
  );
}

function Examples({ examples }: { examples: Foreseen["examples"] }) {
  const say = useSay();
  const rows = examples.flatMap(({ number, prices }) =>
    prices.map((price) => ({ ...price, number, id: `${number} ${price.minutes}` })),
  );
  return (
    <Table
      variant="embedded"
      contentDensity="compact"
      items={rows}
      trackBy="id"
      ariaLabels={{ tableLabel: say("prices.examples_label") }}
      columnDefinitions={[
        {
          id: "article",
          header: say("prices.article"),
          cell: ({ number }) => number,
          isRowHeader: true,
        },
        {
          id: "minutes",
          header: <Right>{say("prices.minutes")}</Right>,
          cell: ({ minutes }) => <Right>{minutes}</Right>,
        },
        {
          id: "before",
          header: <Right>{say("prices.before")}</Right>,
          cell: ({ before }) => <Price money={before} />,
        },
        {
          id: "after",
          header: <Right>{say("prices.after")}</Right>,
          cell: ({ after }) => (
            <Box variant="strong">
              <Price money={after} />
            </Box>
          ),
        },
      ]}
    />
  );
}

function Price({ money }: { money: Money | null }) {
  const say = useSay();
  return <Right>{money ? <MoneyText money={money} /> : say("parts.none")}</Right>;
}

function Right({ children }: { children: ReactNode }) {
  return <div className="numeric">{children}</div>;
}
