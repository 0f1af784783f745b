import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Form from "@cloudscape-design/components/form";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type ReactNode } from "react";

import { useSay } from "~/words/say";

import { refusalWords } from "./refusals";

interface Props<Told> {
  readonly submit: string;
  readonly isReady?: boolean;
  readonly act: () => Promise<Told>;
  readonly onDone: (told: Told) => void;
  /** Another way out of here. */
  readonly back?: { readonly text: string; readonly go: () => void };
  readonly children: ReactNode;
}

/** A form that the user pool is asked with: what it refuses is said below the fields. */
export function OneStep<Told>(props: Props<Told>) {
  const { submit, isReady = true, act, onDone, back, children } = props;
  const say = useSay();
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const goOn = async () => {
    if (!isReady || isPending) return;
    setPending(true);
    setRefusal(null);
    try {
      onDone(await act());
    } catch (error) {
      setRefusal(refusalWords(error, say));
    } finally {
      setPending(false);
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void goOn();
      }}
    >
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {back && (
              <Button formAction="none" variant="link" onClick={back.go}>
                {back.text}
              </Button>
            )}
            <Button variant="primary" loading={isPending} disabled={!isReady}>
              {submit}
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="m">
          {children}
          {refusal && (
            <div role="alert">
              <Alert type="error">{refusal}</Alert>
            </div>
          )}
        </SpaceBetween>
      </Form>
    </form>
  );
}
