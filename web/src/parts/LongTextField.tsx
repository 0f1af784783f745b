import FormField from "@cloudscape-design/components/form-field";
import Textarea from "@cloudscape-design/components/textarea";

import { useSay } from "~/words/say";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fault?: string | undefined;
  readonly says?: string;
  readonly isOptional?: boolean;
}

/** Some lines of text. */
export function LongTextField({ label, value, onChange, fault, says, isOptional = false }: Props) {
  const say = useSay();
  return (
    <FormField
      label={isOptional ? say("fields.optional", { label }) : label}
      constraintText={says}
      errorText={fault}
      stretch
    >
      <Textarea
        rows={3}
        value={value}
        onChange={({ detail }) => {
          onChange(detail.value);
        }}
      />
    </FormField>
  );
}
