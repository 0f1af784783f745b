import Box from "@cloudscape-design/components/box";

import { useTell } from "~/app/flashes";
import { api } from "~/api/client";
import { keyed } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { useSay } from "~/words/say";

import { TOUCHED, type StaffAccount } from "./useStaff";

interface Props {
  readonly account: StaffAccount;
  /** Else to let in again. */
  readonly isToBar: boolean;
  readonly onDismiss: () => void;
}

/** Shuts somebody out, wherever they are signed in; or lets them in again. */
export function AdmissionDialogue({ account, isToBar, onDismiss }: Props) {
  const say = useSay();
  const tell = useTell();
  const { id, email } = account;
  const kind = isToBar ? "bar" : "admit";
  const deed = useDeed(
    (reason: string, key) => {
      const asked = {
        params: { path: { member: id }, header: keyed(key) },
        body: { reason },
      };
      return isToBar
        ? api.POST("/staff/{member}/barring", asked)
        : api.POST("/staff/{member}/admission", asked);
    },
    {
      touches: TOUCHED,
      onDone: () => {
        tell("success", say(`staff.done_${kind}`, { email }));
      },
    },
  );
  return (
    <ReasonDialogue
      title={say(`staff.deed_of_${kind}`, { email })}
      submit={say(`staff.deed_${kind}`)}
      deed={deed}
      want={(reason) => reason}
      onDismiss={onDismiss}
    >
      <Box>{say(`staff.says_${kind}`, { email })}</Box>
    </ReasonDialogue>
  );
}
