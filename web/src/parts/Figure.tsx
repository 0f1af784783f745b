import type { ReactNode } from "react";

import "./colours.css";
import "./figure.css";

interface Props {
  readonly label: string;
  readonly value: ReactNode;
  readonly more?: ReactNode;
}

/** Figures side by side, as many in a row as there is room for. */
export function Figures({ children }: { children: ReactNode }) {
  return <dl className="figure-row">{children}</dl>;
}

/** One figure that the page is about, large, and below it what belongs to it. */
export function Figure({ label, value, more }: Props) {
  return (
    <div className="figure">
      <dt>{label}</dt>
      <dd className="figure-value">{value}</dd>
      {more && <dd className="figure-more">{more}</dd>}
    </div>
  );
}
