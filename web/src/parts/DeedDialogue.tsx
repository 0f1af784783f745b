import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Form from "@cloudscape-design/components/form";
import Modal, { type ModalProps } from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

import { isPassing, type Failure } from "~/api/problem";
import { useSay } from "~/words/say";

import { FailureAlert } from "./FailureAlert";

export interface DialogueProps {
  readonly title: string;
  /** What the button says that does it. */
  readonly submit: string;
  readonly onSubmit: () => void;
  readonly onDismiss: () => void;
  readonly isPending: boolean;
  readonly failure: Failure | undefined;
  readonly onBack?: (() => void) | undefined;
  readonly size?: ModalProps.Size;
  readonly children: ReactNode;
}

/** Asks before something is done. What is typed stays over failures; then it says "try again". */
export function DeedDialogue(props: DialogueProps) {
  const { title, submit, onSubmit, onDismiss, isPending, failure, onBack, size, children } = props;
  const say = useSay();
  const isToTryAgain = failure !== undefined && isPassing(failure);
  return (
    <Modal visible header={title} size={size ?? "medium"} onDismiss={onDismiss}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending) onSubmit();
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button formAction="none" variant="link" onClick={onDismiss}>
                {say("parts.cancel")}
              </Button>
              {onBack && (
                <Button formAction="none" disabled={isPending} onClick={onBack}>
                  {say("parts.back")}
                </Button>
              )}
              <Button variant="primary" loading={isPending}>
                {isToTryAgain ? say("parts.again") : submit}
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="m">
            {children}
            <Box>
              <FailureAlert failure={failure} />
            </Box>
          </SpaceBetween>
        </Form>
      </form>
    </Modal>
  );
}
