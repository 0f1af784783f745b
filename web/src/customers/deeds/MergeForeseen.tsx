import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";

import type { components } from "~/api/client";
import { formatMoney } from "~/formats/money";
import { formatTelephone } from "~/formats/numbers";
import { Hindrances } from "~/parts/Hindrances";
import { useSay } from "~/words/say";

type Preview = components["schemas"]["MergingPreview"];

/** Who becomes one with whom, and what goes over. */
export function MergeForeseen({ foreseen }: { foreseen: Preview }) {
  const say = useSay();
  const { source, into, hindrances, left_behind, would_close, remaining, blocks } = foreseen;
  const rows = [
    ["customers.name", source.name, into.name],
    ["customers.number", source.customer, into.customer],
    [
      "customers.numbers",
      source.numbers.map(formatTelephone).join(", "),
      into.numbers.map(formatTelephone).join(", "),
    ],
    ["customers.unbilled", formatMoney(source.unbilled), formatMoney(into.unbilled)],
    ["customers.remaining", formatMoney(source.remaining), formatMoney(into.remaining)],
  ] as const;
  return (
    <SpaceBetween size="m">
      <Hindrances header={say("customers.merge_hindered")} hindrances={hindrances} />
      <Table
        variant="embedded"
        contentDensity="compact"
        wrapLines
        items={rows}
        trackBy={([title]) => title}
        ariaLabels={{ tableLabel: say("customers.merge_foreseen") }}
        columnDefinitions={[
          {
            id: "field",
            header: say("parts.conflict_field"),
            cell: ([title]) => say(title),
            isRowHeader: true,
          },
          { id: "source", header: say("customers.merge_source"), cell: ([, one]) => one },
          { id: "into", header: say("customers.merge_into"), cell: ([, , other]) => other },
        ]}
      />
      {!hindrances.length && (
        <>
          <Box>
            {say("customers.merge_comes_over", {
              numbers: source.numbers.length,
              orders: source.orders,
              blocks,
              remaining: formatMoney(remaining),
            })}
          </Box>
          {left_behind.length > 0 && (
            <Alert type="info" header={say("customers.merge_left_behind")}>
              {left_behind.map((one) => (
                <div key={one}>{one}</div>
              ))}
            </Alert>
          )}
          {would_close && <Alert type="warning">{say("customers.merge_closes")}</Alert>}
          <Alert type="warning">{say("fields.no_way_back")}</Alert>
        </>
      )}
    </SpaceBetween>
  );
}
