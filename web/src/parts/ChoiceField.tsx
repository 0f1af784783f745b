import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";

interface Props<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  readonly fault?: string | undefined;
  readonly says?: string;
}

/** One of a few. */
export function ChoiceField<Value extends string>(props: Props<Value>) {
  const { label, value, options, onChange, fault, says } = props;
  return (
    <FormField label={label} constraintText={says} errorText={fault} stretch>
      <Select
        options={options}
        selectedOption={options.find((option) => option.value === value) ?? null}
        onChange={({ detail }) => {
          const chosen = options.find((option) => option.value === detail.selectedOption.value);
          if (chosen) onChange(chosen.value);
        }}
      />
    </FormField>
  );
}
