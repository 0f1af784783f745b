import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

import { useSay } from "~/words/say";

interface Props {
  readonly title: string;
  /** What can be done about what is shown. */
  readonly actions?: ReactNode;
  readonly onDismiss: () => void;
  readonly children: ReactNode;
}

/** Shows one thing over the page; it is closed, and nothing has happened. */
export function ShowDialogue({ title, actions, onDismiss, children }: Props) {
  const say = useSay();
  return (
    <Modal
      visible
      size="large"
      header={title}
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant={actions ? "link" : "primary"} onClick={onDismiss}>
              {say("fields.close")}
            </Button>
            {actions}
          </SpaceBetween>
        </Box>
      }
    >
      {children}
    </Modal>
  );
}
