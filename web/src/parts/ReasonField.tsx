import FormField from "@cloudscape-design/components/form-field";
import Textarea from "@cloudscape-design/components/textarea";

import { fieldFault, type Failure } from "~/api/problem";
import { useSay } from "~/words/say";

interface Props {
  readonly reason: string;
  readonly onChange: (reason: string) => void;
  /** Whether to say so already if it is too short. */
  readonly isTried: boolean;
  readonly failure?: Failure | undefined;
}

/** Why something is done, for the audit trail. */
export function ReasonField({ reason, onChange, isTried, failure }: Props) {
  const say = useSay();
  const fault = isTried && !isReason(reason) ? say("parts.reason_short") : undefined;
  return (
    <FormField
      label={say("parts.reason")}
      constraintText={say("parts.reason_says")}
      errorText={fault ?? fieldFault(failure, "reason")}
      stretch
    >
      <Textarea
        value={reason}
        rows={2}
        onChange={({ detail }) => {
          onChange(detail.value);
        }}
      />
    </FormField>
  );
}

export function isReason(reason: string): boolean {
  return reason.trim().length >= 3;
}
