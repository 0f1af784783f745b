import Modal from "@cloudscape-design/components/modal";
import { QRCodeSVG } from "qrcode.react";
import { useState } from "react";

import { CodeField, isCode } from "~/signing_in/CodeField";
import { OneStep } from "~/signing_in/OneStep";
import { switchSecondFactorOn, type AppKey } from "~/signing_in/secondFactor";
import { useSay } from "~/words/say";

import "./key.css";

interface Props {
  readonly appKey: AppKey;
  readonly onDismiss: () => void;
  readonly onDone: () => void;
}

/** The key, as picture and as text, and the code that tells whether the app has it. */
export function SwitchOnDialogue({ appKey: { key, address }, onDismiss, onDone }: Props) {
  const say = useSay();
  const [code, setCode] = useState("");
  return (
    <Modal visible header={say("your_sign_in.title_on")} onDismiss={onDismiss}>
      <OneStep
        submit={say("your_sign_in.switch_on")}
        isReady={isCode(code)}
        act={() => switchSecondFactorOn(code)}
        onDone={onDone}
        back={{ text: say("parts.cancel"), go: onDismiss }}
      >
        <ol className="to-switch-on">
          <li>{say("your_sign_in.get_app")}</li>
          <li>
            {say("your_sign_in.give_key")}
            <div className="key">
              <QRCodeSVG
                value={address}
                size={200}
                marginSize={4}
                title={say("your_sign_in.picture")}
              />
              <div>
                {say("your_sign_in.key")}
                <br />
                <code>{inGroups(key)}</code>
              </div>
            </div>
          </li>
          <li>{say("your_sign_in.type_code")}</li>
        </ol>
        <CodeField value={code} onChange={setCode} says={say("your_sign_in.code_says")} />
      </OneStep>
    </Modal>
  );
}

/** Of four, so that one finds one's place again; apps do not mind the spaces. */
function inGroups(key: string): string {
  return key.match(/.{1,4}/g)?.join(" ") ?? key;
}
