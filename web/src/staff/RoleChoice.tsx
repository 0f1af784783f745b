import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";

import { useSay } from "~/words/say";

import { ROLES, type Role } from "./useStaff";

interface Props {
  readonly role: Role | null;
  readonly onChange: (role: Role) => void;
  readonly fault?: string | undefined;
}

/** The roles, each with what it may. */
export function RoleChoice({ role, onChange, fault }: Props) {
  const say = useSay();
  return (
    <FormField label={say("staff.role")} errorText={fault} stretch>
      <RadioGroup
        value={role}
        items={ROLES.map((value) => ({
          value,
          label: say(`app.role_${value}`),
          description: say(`staff.role_says_${value}`),
        }))}
        onChange={({ detail }) => {
          const chosen = ROLES.find((value) => value === detail.value);
          if (chosen) onChange(chosen);
        }}
      />
    </FormField>
  );
}
