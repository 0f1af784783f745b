import type { ReactNode } from "react";

import "~/parts/colours.css";

import "./home.css";

export interface MeasuredRow {
  readonly id: string;
  readonly name: ReactNode;
  readonly figures: readonly ReactNode[];
  /** How wide its bar is, 0 to 100. */
  readonly share: number;
  readonly isTrouble?: boolean;
}

interface Props {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly MeasuredRow[];
}

/** A small table whose rows have a bar of their size: a chart and its figures in one. */
export function Measured({ label, columns, rows }: Props) {
  return (
    <table className="measured" aria-label={label}>
      <thead>
        <tr>
          {columns.map((column, place) => (
            <th key={column} scope="col" className={place ? "number" : undefined}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, figures, share, isTrouble }) => (
          <tr key={id}>
            <th scope="row">
              {name}
              <span
                aria-hidden
                className={isTrouble ? "measure measure-trouble" : "measure"}
                style={{ inlineSize: `${share}%` }}
              />
            </th>
            {figures.map((figure, place) => (
              <td key={columns[place + 1]} className="number figures">
                {figure}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
