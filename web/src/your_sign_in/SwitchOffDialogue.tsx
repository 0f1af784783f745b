import Box from "@cloudscape-design/components/box";
import Modal from "@cloudscape-design/components/modal";

import { OneStep } from "~/signing_in/OneStep";
import { switchSecondFactorOff } from "~/signing_in/secondFactor";
import { useSay } from "~/words/say";

interface Props {
  readonly onDismiss: () => void;
  readonly onDone: () => void;
}

/** What will be enough then. */
export function SwitchOffDialogue({ onDismiss, onDone }: Props) {
  const say = useSay();
  return (
    <Modal visible header={say("your_sign_in.title_off")} onDismiss={onDismiss}>
      <OneStep
        submit={say("your_sign_in.switch_off")}
        act={switchSecondFactorOff}
        onDone={onDone}
        back={{ text: say("parts.cancel"), go: onDismiss }}
      >
        <Box>{say("your_sign_in.says_off")}</Box>
      </OneStep>
    </Modal>
  );
}
