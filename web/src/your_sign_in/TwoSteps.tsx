import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { useMe } from "~/api/me";
import { useTell } from "~/app/flashes";
import { Facts } from "~/parts/Facts";
import { StatusWord } from "~/parts/StatusWord";
import { refusalWords } from "~/signing_in/refusals";
import { askForKey, type AppKey } from "~/signing_in/secondFactor";
import { useSay } from "~/words/say";

import { SwitchOffDialogue } from "./SwitchOffDialogue";
import { SwitchOnDialogue } from "./SwitchOnDialogue";

const KINDS = { on: "success", off: "stopped" } as const;

interface Props {
  readonly isOn: boolean;
  /** It may be otherwise now. */
  readonly onChanged: () => Promise<unknown>;
}

/** Whether a code is asked for after the password, and the way to change that. */
export function TwoSteps({ isOn, onChanged }: Props) {
  const say = useSay();
  const tell = useTell();
  const { email } = useMe();
  const [open, setOpen] = useState<AppKey | "off" | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  const openOn = async () => {
    setAsking(true);
    setRefusal(null);
    try {
      const key = await askForKey();
      if (key) setOpen(key);
      else await onChanged();
    } catch (error) {
      setRefusal(refusalWords(error, say));
    } finally {
      setAsking(false);
    }
  };
  const close = () => {
    setOpen(null);
  };
  const done = (state: "on" | "off") => {
    close();
    tell("success", say(`your_sign_in.done_${state}`));
    void onChanged();
  };

  return (
    <Container
      header={
        <Header
          variant="h2"
          description={say("your_sign_in.says")}
          actions={
            <Button
              loading={isAsking}
              onClick={() => {
                if (isOn) setOpen("off");
                else void openOn();
              }}
            >
              {say(isOn ? "your_sign_in.switch_off" : "your_sign_in.switch_on")}
            </Button>
          }
        >
          {say("your_sign_in.two_steps")}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Facts
          facts={[
            [
              say("your_sign_in.state"),
              <StatusWord
                key="state"
                status={isOn ? "on" : "off"}
                prefix="your_sign_in.state_"
                kinds={KINDS}
              />,
            ],
            [say("your_sign_in.email"), email],
          ]}
        />
        {refusal && (
          <div role="alert">
            <Alert type="error">{refusal}</Alert>
          </div>
        )}
      </SpaceBetween>
      {open === "off" && (
        <SwitchOffDialogue
          onDismiss={close}
          onDone={() => {
            done("off");
          }}
        />
      )}
      {open !== null && open !== "off" && (
        <SwitchOnDialogue
          appKey={open}
          onDismiss={close}
          onDone={() => {
            done("on");
          }}
        />
      )}
    </Container>
  );
}
