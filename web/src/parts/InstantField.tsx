import DatePicker from "@cloudscape-design/components/date-picker";
import FormField from "@cloudscape-design/components/form-field";
import TimeInput from "@cloudscape-design/components/time-input";

import type { WallClock } from "~/formats/wallClock";
import { useSay } from "~/words/say";

import "./instant-field.css";

interface Props {
  readonly label: string;
  readonly value: WallClock;
  readonly onChange: (value: WallClock) => void;
  readonly fault?: string | undefined;
  readonly says?: string;
}

/** A day and a time by the clock of Stockholm. */
export function InstantField({ label, value, onChange, fault, says }: Props) {
  const say = useSay();
  return (
    <div className="instant-field">
      <FormField label={label} constraintText={says} errorText={fault} stretch>
        <DatePicker
          value={value.day}
          format="iso"
          locale="sv-SE"
          placeholder={say("fields.day_placeholder")}
          onChange={({ detail }) => {
            onChange({ ...value, day: detail.value });
          }}
        />
      </FormField>
      <FormField label={say("prices.clock")} stretch>
        <TimeInput
          format="hh:mm"
          value={value.clock}
          onChange={({ detail }) => {
            onChange({ ...value, clock: detail.value });
          }}
        />
      </FormField>
    </div>
  );
}
