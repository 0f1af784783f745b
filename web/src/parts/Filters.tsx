import FormField from "@cloudscape-design/components/form-field";
import type { ReactNode } from "react";

import "./filters.css";

/** What a list is of: fields side by side, as many in a row as there is room for. */
export function Filters({ children }: { children: ReactNode }) {
  return <div className="filters">{children}</div>;
}

export function FilterField({ label, children }: { label: string; children: ReactNode }) {
  return (
    <FormField label={label} stretch>
      {children}
    </FormField>
  );
}
