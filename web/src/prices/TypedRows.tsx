import Button from "@cloudscape-design/components/button";
import type { ReactNode } from "react";

import { useSay } from "~/words/say";

interface Props<Row> {
  readonly rows: readonly Row[];
  readonly empty: Row;
  readonly add: string;
  readonly remove: (place: number) => string;
  readonly onChange: (rows: readonly Row[]) => void;
  readonly children: (row: Row, change: (row: Row) => void) => ReactNode;
}

/** As many rows of fields as one wants, in an order that counts. */
export function TypedRows<Row>({ rows, empty, add, remove, onChange, children }: Props<Row>) {
  const say = useSay();
  return (
    <div className="rows-typed">
      {rows.map((row, place) => (
        <div key={place} className="row-typed" role="group" aria-label={`${place + 1}`}>
          {children(row, (changed) => {
            onChange(rows.with(place, changed));
          })}
          <Button
            formAction="none"
            ariaLabel={remove(place + 1)}
            onClick={() => {
              onChange(rows.toSpliced(place, 1));
            }}
          >
            {say("prices.remove")}
          </Button>
        </div>
      ))}
      <div>
        <Button
          formAction="none"
          iconName="add-plus"
          onClick={() => {
            onChange([...rows, empty]);
          }}
        >
          {add}
        </Button>
      </div>
    </div>
  );
}
