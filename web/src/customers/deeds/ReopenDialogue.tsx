import Box from "@cloudscape-design/components/box";
import { useState } from "react";

import { api } from "~/api/client";
import { keyed, matching } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import { VersionedDialogue, type Versioned } from "~/parts/VersionedDialogue";
import { useSay } from "~/words/say";

import { changesSince } from "./change";
import type { DeedProps } from "./CustomerDeeds";

/** Lets a closed customer call again. */
export function ReopenDialogue({ read, customer, onDismiss }: DeedProps) {
  const say = useSay();
  const tell = useTell();
  const [before] = useState(customer);
  const { number, name } = before;
  const reopen = useDeed(
    ({ wanted, version }: Versioned<string>, key) =>
      api.POST("/customers/{customer}/reopening", {
        params: { path: { customer: number }, header: { ...matching(version), ...keyed(key) } },
        body: { reason: wanted },
      }),
    {
      touches: [["customers"], ["blocks"]],
      onDone: () => {
        tell("success", say("customers.reopened", { name }));
      },
    },
  );
  return (
    <VersionedDialogue
      title={say("customers.reopen_of", { name })}
      submit={say("customers.deed_reopen")}
      read={read}
      deed={reopen}
      want={(reason) => reason}
      compare={(_wanted, theirs) => changesSince(before, theirs, say)}
      onDismiss={onDismiss}
    >
      <Box>{say("customers.reopen_says")}</Box>
    </VersionedDialogue>
  );
}
