import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { useSay } from "~/words/say";

import "./secret.css";

interface Props {
  readonly title: string;
  readonly secret: string;
  /** What to do with it. */
  readonly says: string;
  readonly onDismiss: () => void;
}

/** A secret that the API tells once: large, to be copied, and never on paper. */
export function SecretOnce({ title, secret, says, onDismiss }: Props) {
  const say = useSay();
  return (
    <Modal
      visible
      header={title}
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onDismiss}>
            {say("fields.secret_noted")}
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Alert type="warning">{say("fields.secret_once")}</Alert>
        <div className="secret">
          <span className="secret-text">{secret}</span>
          <CopyToClipboard
            variant="button"
            textToCopy={secret}
            copyButtonText={say("fields.copy")}
            copySuccessText={say("fields.copied")}
            copyErrorText={say("fields.copy_failed")}
          />
        </div>
        <Box>{says}</Box>
      </SpaceBetween>
    </Modal>
  );
}
