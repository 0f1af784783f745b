import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";

import { useSay } from "~/words/say";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fault?: string | undefined;
  readonly says?: string;
  readonly isOptional?: boolean;
  readonly type?: InputProps.Type;
  readonly inputMode?: InputProps.InputMode;
}

/** One line of text, with its label and what is wrong with it. */
export function TextField(props: Props) {
  const { label, value, onChange, fault, says, isOptional = false, type, inputMode } = props;
  const say = useSay();
  return (
    <FormField
      label={isOptional ? say("fields.optional", { label }) : label}
      constraintText={says}
      errorText={fault}
      stretch
    >
      <Input
        value={value}
        type={type ?? "text"}
        {...(inputMode && { inputMode })}
        onChange={({ detail }) => {
          onChange(detail.value);
        }}
      />
    </FormField>
  );
}
