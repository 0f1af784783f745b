import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useState } from "react";

import { useSay } from "~/words/say";

import { CodeForm, NewPasswordForm, PasswordForm } from "./forms";
import { session, type Step } from "./session";

/** When nobody is signed in. Afterwards they are at the page they asked for. */
export function SignInPage() {
  const say = useSay();
  useEffect(() => {
    document.title = `${say("signing_in.title")} · ${say("app.name")}`;
  }, [say]);
  return (
    <main className="signing-in">
      <Container
        header={
          <Header variant="h1" description={say("signing_in.title")}>
            {say("app.name")}
          </Header>
        }
      >
        <Steps />
      </Container>
    </main>
  );
}

/** Over the page, when a session is over: what was being done there stays. */
export function SignInAgain() {
  const say = useSay();
  return (
    <Modal visible header={say("signing_in.expired_title")} onDismiss={() => undefined}>
      <SpaceBetween size="m">
        <Box>{say("signing_in.expired_says")}</Box>
        <Steps as={session.email} />
        <Button
          variant="inline-link"
          onClick={() => {
            void session.signOut().then(() => {
              location.assign("/");
            });
          }}
        >
          {say("signing_in.somebody_else")}
        </Button>
      </SpaceBetween>
    </Modal>
  );
}

function Steps({ as }: { as?: string }) {
  const say = useSay();
  const [step, setStep] = useState<Step | null>(null);
  const startOver = () => {
    setStep(null);
  };
  switch (step) {
    case "new_password":
      return <NewPasswordForm onStep={setStep} onStartOver={startOver} />;
    case "code":
      return <CodeForm onStep={setStep} onStartOver={startOver} />;
    case "reset":
    case "unknown":
      return (
        <SpaceBetween size="m">
          <Box>{say(`signing_in.cannot_${step}`)}</Box>
          <Button onClick={startOver}>{say("signing_in.start_over")}</Button>
        </SpaceBetween>
      );
    default:
      return <PasswordForm onStep={setStep} {...(as && { as })} />;
  }
}
