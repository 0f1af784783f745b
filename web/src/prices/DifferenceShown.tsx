import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";

import { formatMoney } from "~/formats/money";
import { useSay } from "~/words/say";

import { fieldWords, valueWords } from "./differenceWords";
import type { Difference } from "./usePrices";

/** What differs between two versions: a row for each field of each article. */
export function DifferenceShown({ difference }: { difference: Difference }) {
  const say = useSay();
  const { added, changed, removed } = difference;
  const rows = changed.flatMap(({ number, fields }) =>
    fields.map((field) => ({ ...field, number, id: `${number} ${field.field}` })),
  );
  if (!added.length && !removed.length && !rows.length)
    return <StatusIndicator type="info">{say("prices.no_difference")}</StatusIndicator>;
  return (
    <SpaceBetween size="s">
      {added.map((article) => (
        <StatusIndicator key={article.number} type="success">
          {say("prices.article_added", {
            article: article.number,
            description: article.description,
            rate: formatMoney(article.rate_per_minute),
          })}
        </StatusIndicator>
      ))}
      {removed.map((article) => (
        <StatusIndicator key={article.number} type="warning">
          {say("prices.article_removed", {
            article: article.number,
            description: article.description,
          })}
        </StatusIndicator>
      ))}
      {rows.length > 0 && (
        <Table
          variant="embedded"
          contentDensity="compact"
          wrapLines
          items={rows}
          trackBy="id"
          ariaLabels={{ tableLabel: say("prices.changes") }}
          columnDefinitions={[
            {
              id: "article",
              header: say("prices.article"),
              cell: ({ number }) => number,
              isRowHeader: true,
            },
            {
              id: "field",
              header: say("prices.field"),
              cell: ({ field }) => fieldWords(field, say),
            },
            {
              id: "before",
              header: say("prices.before"),
              cell: ({ field, before }) => valueWords(field, before, say),
            },
            {
              id: "after",
              header: say("prices.after"),
              cell: ({ field, after }) => (
                <Box variant="strong">{valueWords(field, after, say)}</Box>
              ),
            },
          ]}
        />
      )}
    </SpaceBetween>
  );
}
