import { formatDecimal, formatTelephone } from "~/formats/numbers";
import { formatInstant } from "~/formats/times";

/** What an entry of the audit trail says was, or is, by field, as text. */
export type Told = Readonly<Record<string, string>>;

interface ChangedField {
  readonly field: string;
  /** Undefined where there was none. */
  readonly was: string | undefined;
  /** Undefined where there is none any more. */
  readonly is: string | undefined;
}

/** Every field of either side, those that changed first, each in the order they are told. */
export function changedFields(before: Told, after: Told): readonly ChangedField[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].map((field) => ({
    field,
    was: before[field],
    is: after[field],
  }));
  return [
    ...fields.filter(({ was, is }) => was !== undefined && was !== is),
    ...fields.filter(({ was, is }) => was === undefined || was === is),
  ];
}

/** Amounts, instants and telephone numbers as they are read; anything else as it is. */
export function readableValue(field: string, value: string): string {
  if (/^-?\d+\.\d\d$/.test(value)) return formatDecimal(value);
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)) return formatInstant(value);
  if (/^(\+\d{7,15} ?)+$/.test(value)) return value.split(" ").map(formatTelephone).join(", ");
  return field === "percent" ? `${value} %` : value;
}
