import FormField from "@cloudscape-design/components/form-field";
import Multiselect from "@cloudscape-design/components/multiselect";

import { TextField } from "~/parts/TextField";
import { useSay } from "~/words/say";

import { TypedRows } from "./TypedRows";
import { emptyBand, type TypedBand } from "./typedArticle";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"] as const;

interface Props {
  readonly bands: readonly TypedBand[];
  readonly onChange: (bands: readonly TypedBand[]) => void;
}

/** Hours with a rate of their own; the first that matches counts. */
export function BandFields({ bands, onChange }: Props) {
  const say = useSay();
  const options = DAYS.map((value) => ({ value, label: say(`prices.day_${value}`) }));
  return (
    <TypedRows
      rows={bands}
      empty={emptyBand}
      add={say("prices.add_band")}
      remove={(place) => say("prices.remove_band", { place })}
      onChange={onChange}
    >
      {(band, change) => (
        <>
          <FormField label={say("prices.days")} stretch>
            <Multiselect
              options={options}
              selectedOptions={options.filter(({ value }) => band.days.includes(value))}
              hideTokens
              placeholder={
                options
                  .filter(({ value }) => band.days.includes(value))
                  .map(({ label }) => label)
                  .join(", ") || say("prices.days_choose")
              }
              onChange={({ detail }) => {
                const chosen = new Set(detail.selectedOptions.map(({ value }) => value));
                change({ ...band, days: DAYS.filter((day) => chosen.has(day)) });
              }}
            />
          </FormField>
          {(
            [
              ["from", "prices.from"],
              ["to", "prices.to"],
              ["rate", "prices.rate"],
              ["fee", "prices.opening_fee"],
              ["increment", "prices.block_seconds"],
            ] as const
          ).map(([field, label]) => (
            <TextField
              key={field}
              label={say(label)}
              value={band[field]}
              onChange={(text) => {
                change({ ...band, [field]: text });
              }}
            />
          ))}
        </>
      )}
    </TypedRows>
  );
}
