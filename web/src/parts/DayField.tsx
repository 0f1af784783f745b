import DatePicker from "@cloudscape-design/components/date-picker";
import FormField from "@cloudscape-design/components/form-field";

import { useSay } from "~/words/say";

interface Props {
  readonly label: string;
  /** Such as "2026-03-10", or nothing. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fault?: string | undefined;
  readonly says?: string;
  readonly isOptional?: boolean;
}

/** A day, typed or picked. */
export function DayField({ label, value, onChange, fault, says, isOptional = false }: Props) {
  const say = useSay();
  return (
    <FormField
      label={isOptional ? say("fields.optional", { label }) : label}
      constraintText={says}
      errorText={fault}
      stretch
    >
      <DatePicker
        value={value}
        format="iso"
        locale="sv-SE"
        placeholder={say("fields.day_placeholder")}
        onChange={({ detail }) => {
          onChange(detail.value);
        }}
      />
    </FormField>
  );
}
