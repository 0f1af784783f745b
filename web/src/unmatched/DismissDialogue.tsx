import Box from "@cloudscape-design/components/box";

import { api } from "~/api/client";
import { keyed } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { useSay } from "~/words/say";

import { callerName, TOUCHED, type SeeingTo } from "./unmatched";

/** Takes a caller off the list, with nothing become of it. */
export function DismissDialogue({ caller, onDone, onDismiss }: SeeingTo) {
  const say = useSay();
  const dismiss = useDeed(
    (reason: string, key) =>
      api.POST("/unmatched/{entry}/dismissing", {
        params: { path: { entry: caller.id }, header: keyed(key) },
        body: { reason },
      }),
    { touches: TOUCHED },
  );
  return (
    <ReasonDialogue
      title={say("unmatched.dismiss_of", { caller: callerName(caller.number, say) })}
      submit={say("unmatched.to_dismiss")}
      deed={dismiss}
      want={(reason) => reason}
      onDone={onDone}
      onDismiss={onDismiss}
    >
      <Box>{say("unmatched.dismiss_says")}</Box>
    </ReasonDialogue>
  );
}
