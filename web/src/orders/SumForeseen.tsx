import SpaceBetween from "@cloudscape-design/components/space-between";

import type { Money } from "~/formats/money";
import { parsePercent, vatIncluded } from "~/formats/vat";
import { Facts } from "~/parts/Facts";
import { MoneyText } from "~/parts/MoneyText";
import { ShiftTable, type ShiftRow } from "~/parts/ShiftTable";
import { TextField } from "~/parts/TextField";
import { useSay } from "~/words/say";

interface Props {
  readonly text?: string;
  readonly sum: Money;
  readonly vatPercent: string;
  readonly shifts: readonly ShiftRow[];
}

/** What something entered by hand would come to: the sum, the VAT in it, the credit after it. */
export function SumForeseen({ text, sum, vatPercent, shifts }: Props) {
  const say = useSay();
  return (
    <SpaceBetween size="m">
      <Facts
        columns={3}
        facts={[
          ...(text === undefined ? [] : [[say("orders.text"), text] as const]),
          [say("orders.sum"), <MoneyText key="sum" money={sum} />],
          [
            say("orders.vat_in_it", { percent: vatPercent.replace(".", ",") }),
            <MoneyText key="vat" money={vatIncluded(sum, vatPercent)} />,
          ],
        ]}
      />
      <ShiftTable label={say("orders.then")} rows={shifts} />
    </SpaceBetween>
  );
}

interface VatProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isTried: boolean;
}

export function VatField({ value, onChange, isTried }: VatProps) {
  const say = useSay();
  return (
    <TextField
      label={say("orders.vat_percent")}
      inputMode="decimal"
      value={value}
      onChange={onChange}
      fault={isTried && parsePercent(value) === null ? say("fields.percent_wrong") : undefined}
    />
  );
}
