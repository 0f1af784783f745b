import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useState } from "react";

import { useSay } from "~/words/say";

import { CodeField, isCode } from "./CodeField";
import { OneStep } from "./OneStep";
import { session, type Step } from "./session";

const SHORTEST_PASSWORD = 12; // as the user pool has it

/** Who they are. `as` when it must be the same person as before. */
export function PasswordForm({ as, onStep }: { as?: string; onStep: (step: Step) => void }) {
  const say = useSay();
  const [email, setEmail] = useState(as ?? "");
  const [password, setPassword] = useState("");
  return (
    <OneStep
      submit={say("signing_in.submit")}
      isReady={email.trim() !== "" && password !== ""}
      act={() => session.signIn(email.trim(), password)}
      onDone={onStep}
    >
      <FormField label={say("signing_in.email")} stretch>
        <Input
          type="email"
          autoComplete="username"
          autoFocus={!as}
          readOnly={as !== undefined}
          value={email}
          onChange={({ detail }) => {
            setEmail(detail.value);
          }}
        />
      </FormField>
      <FormField label={say("signing_in.password")} stretch>
        <Input
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={({ detail }) => {
            setPassword(detail.value);
          }}
        />
      </FormField>
    </OneStep>
  );
}

interface ChallengeProps {
  readonly onStep: (step: Step) => void;
  readonly onStartOver: () => void;
}

/** Instead of the one that was sent with the invitation. */
export function NewPasswordForm({ onStep, onStartOver }: ChallengeProps) {
  const say = useSay();
  const [password, setPassword] = useState("");
  return (
    <OneStep
      submit={say("signing_in.submit_new_password")}
      isReady={password.length >= SHORTEST_PASSWORD}
      act={() => session.answer(password)}
      onDone={onStep}
      back={{ text: say("signing_in.start_over"), go: onStartOver }}
    >
      <FormField
        label={say("signing_in.ask_new_password")}
        description={say("signing_in.title_new_password")}
        constraintText={say("signing_in.new_password_rule")}
        stretch
      >
        <Input
          type="password"
          autoComplete="new-password"
          autoFocus
          value={password}
          onChange={({ detail }) => {
            setPassword(detail.value);
          }}
        />
      </FormField>
    </OneStep>
  );
}

/** Of the authenticator app, for who has two-step sign-in on. */
export function CodeForm({ onStep, onStartOver }: ChallengeProps) {
  const say = useSay();
  const [code, setCode] = useState("");
  return (
    <OneStep
      submit={say("signing_in.submit_code")}
      isReady={isCode(code)}
      act={() => session.answer(code)}
      onDone={onStep}
      back={{ text: say("signing_in.start_over"), go: onStartOver }}
    >
      <CodeField value={code} onChange={setCode} says={say("signing_in.title_code")} autoFocus />
    </OneStep>
  );
}
