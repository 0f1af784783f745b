import { parseAmount } from "~/formats/money";
import { useSay } from "~/words/say";

import { TextField } from "./TextField";

interface Props {
  readonly label: string;
  /** As typed: `parseAmount` reads it. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isTried: boolean;
  readonly fault?: string | undefined;
  readonly says?: string;
  readonly isOptional?: boolean;
}

/** An amount in kronor, typed in any of the usual ways. */
export function MoneyField({ isTried, fault, isOptional = false, ...rest }: Props) {
  const say = useSay();
  const isEmpty = rest.value.trim() === "";
  const isWrong = isTried && parseAmount(rest.value) === null && !(isOptional && isEmpty);
  return (
    <TextField
      {...rest}
      isOptional={isOptional}
      inputMode="decimal"
      fault={isWrong ? say("fields.amount_wrong") : fault}
    />
  );
}
