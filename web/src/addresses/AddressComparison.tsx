import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";

import { formatTelephone } from "~/formats/numbers";
import { Facts } from "~/parts/Facts";
import { InstantText } from "~/parts/InstantText";
import { useSay } from "~/words/say";

import type { AddressFile, AddressVersion } from "./addresses";

const FIELDS = ["name", "street", "postcode", "city", "country"] as const;

/** What the register says beside what the directory does; what differs stands out. */
export function AddressComparison({ file }: { file: AddressFile }) {
  const say = useSay();
  const { registered, finding } = file;
  const found = finding?.found ?? null;
  const cell = (version: AddressVersion | null, field: (typeof FIELDS)[number]) => {
    if (!version) return say("parts.none");
    const isOther = found !== null && registered[field] !== found[field];
    return isOther ? <strong>{version[field]}</strong> : version[field];
  };
  return (
    <SpaceBetween size="m">
      <Table
        variant="embedded"
        contentDensity="compact"
        wrapLines
        items={FIELDS}
        trackBy={(field) => field}
        ariaLabels={{ tableLabel: say("addresses.comparison") }}
        columnDefinitions={[
          {
            id: "field",
            header: say("parts.conflict_field"),
            cell: (field) => say(`addresses.field_${field}`),
            isRowHeader: true,
          },
          {
            id: "registered",
            header: say("addresses.registered"),
            cell: (field) => cell(registered, field),
          },
          {
            id: "found",
            header: say("addresses.found"),
            cell: (field) => cell(found, field),
          },
        ]}
      />
      <Facts
        facts={[
          [say("addresses.source"), registered.source],
          [say("addresses.as_of"), <InstantText key="at" instant={registered.fetched_at} />],
          ...(finding
            ? ([
                [say("addresses.outcome"), say(`addresses.outcome_${finding.outcome}`)],
                [
                  say("addresses.answered_at"),
                  <InstantText key="at" instant={finding.answered_at} />,
                ],
                ...finding.numbers.map(
                  ({ number, leads_to }) =>
                    [formatTelephone(number), say(`addresses.match_${leads_to}`)] as const,
                ),
              ] as const)
            : []),
        ]}
      />
    </SpaceBetween>
  );
}
