import Table from "@cloudscape-design/components/table";

import type { ReactNode } from "react";

import type { Money } from "~/formats/money";
import { useSay } from "~/words/say";

import { MoneyText } from "./MoneyText";
import "./list.css";

export interface ShiftRow {
  readonly label: string;
  readonly before: Money;
  readonly after: Money;
}

/** What amounts are, and what they would be. */
export function ShiftTable({ rows, label }: { rows: readonly ShiftRow[]; label: string }) {
  const say = useSay();
  return (
    <Table
      variant="embedded"
      contentDensity="compact"
      items={rows}
      trackBy="label"
      ariaLabels={{ tableLabel: label }}
      columnDefinitions={[
        { id: "label", header: label, cell: (row) => row.label, isRowHeader: true },
        {
          id: "before",
          header: <Right>{say("fields.now")}</Right>,
          cell: ({ before }) => (
            <Right>
              <MoneyText money={before} />
            </Right>
          ),
        },
        {
          id: "after",
          header: <Right>{say("fields.afterwards")}</Right>,
          cell: ({ after }) => (
            <Right>
              <strong>
                <MoneyText money={after} />
              </strong>
            </Right>
          ),
        },
      ]}
    />
  );
}

function Right({ children }: { children: ReactNode }) {
  return <div className="numeric">{children}</div>;
}
