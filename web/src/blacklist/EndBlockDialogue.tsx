import Box from "@cloudscape-design/components/box";

import { api } from "~/api/client";
import { keyed } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { useSay } from "~/words/say";

import { TOUCHED_BY_BLOCK, type AnyBlock } from "./blocks";
import { blockedName } from "./columns";

/** Ends a block of a customer, or of a number. */
export function EndBlockDialogue({ block, onDismiss }: { block: AnyBlock; onDismiss: () => void }) {
  const say = useSay();
  const tell = useTell();
  const name = blockedName(block, say);
  const { id, number, customer } = block;
  const end = useDeed(
    (reason: string, key) =>
      number
        ? api.POST("/number-blocks/{number}/ending", {
            params: { path: { number }, header: keyed(key) },
            body: { reason },
          })
        : api.POST("/customers/{customer}/blocks/{block}/ending", {
            params: { path: { customer: customer ?? "", block: id }, header: keyed(key) },
            body: { reason },
          }),
    {
      touches: TOUCHED_BY_BLOCK,
      onDone: () => {
        tell("success", say("blacklist.ended", { name }));
      },
    },
  );
  return (
    <ReasonDialogue
      title={say("blacklist.end_named", { name })}
      submit={say("blacklist.end_submit")}
      deed={end}
      want={(reason) => reason}
      onDismiss={onDismiss}
    >
      <Box>{say("blacklist.end_says", { kind: say(`blacklist.kind_${block.kind}`), name })}</Box>
    </ReasonDialogue>
  );
}
