import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";

import { useSay } from "~/words/say";

interface Props {
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly says: string;
  /** Not where a dialogue opens with it: that would not know what had the focus before. */
  readonly autoFocus?: boolean;
}

export function isCode(text: string): boolean {
  return /^[0-9]{6}$/.test(text);
}

/** Six digits. Apps show them in two groups, and so they are pasted. */
export function CodeField({ value, onChange, says, autoFocus = false }: Props) {
  const say = useSay();
  return (
    <FormField label={say("signing_in.ask_code")} description={says} stretch>
      <Input
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus={autoFocus}
        value={value}
        onChange={({ detail }) => {
          onChange(detail.value.replace(/\s/g, ""));
        }}
      />
    </FormField>
  );
}
