import { useState } from "react";

import { CallerDialogue, type Step } from "./CallerDialogue";
import { DismissDialogue } from "./DismissDialogue";
import { LinkDialogue } from "./LinkDialogue";
import { RegisterCallerDialogue } from "./RegisterCallerDialogue";
import type { SeeingTo } from "./unmatched";

const STEPS = {
  register: RegisterCallerDialogue,
  link: LinkDialogue,
  dismiss: DismissDialogue,
} as const;

/** Who rang, and what can be made of it; cancelling leads back to who rang. */
export function CallerDialogues({ caller, onDone, onDismiss }: SeeingTo) {
  const [step, setStep] = useState<Step | null>(null);
  if (!step) return <CallerDialogue caller={caller} onChoose={setStep} onDismiss={onDismiss} />;
  const Dialogue = STEPS[step];
  return (
    <Dialogue
      caller={caller}
      onDone={onDone}
      onDismiss={() => {
        setStep(null);
      }}
    />
  );
}
