import Box from "@cloudscape-design/components/box";

import { useState } from "react";

import { api } from "~/api/client";
import { keyed } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { useSay } from "~/words/say";

interface Props {
  readonly customer: string;
  readonly onDismiss: () => void;
}

interface IssueProps extends Props {
  /** Whether it takes the place of one. */
  readonly isAnother: boolean;
  readonly onIssued: (code: string) => void;
}

/** Gives the customer a new code. */
export function IssueCodeDialogue({ customer, isAnother, onIssued, onDismiss }: IssueProps) {
  const say = useSay();
  // A failure may have issued one all the same.
  const [wasAnother] = useState(isAnother);
  const issue = useDeed(
    (reason: string, key) =>
      api.POST("/customers/{customer}/pin", {
        params: { path: { customer }, header: keyed(key) },
        body: { reason },
      }),
    {
      touches: [["customers", customer]],
      onDone: ({ told }) => {
        onIssued(told.code);
      },
    },
  );
  return (
    <ReasonDialogue
      title={say("customers.code_issue")}
      submit={say("customers.code_issue_submit")}
      deed={issue}
      want={(reason) => reason}
      onDismiss={onDismiss}
    >
      <Box>{say(wasAnother ? "customers.code_another_says" : "customers.code_issue_says")}</Box>
    </ReasonDialogue>
  );
}

/** Makes the customer's code void. */
export function RevokeCodeDialogue({ customer, onDismiss }: Props) {
  const say = useSay();
  const tell = useTell();
  const revoke = useDeed(
    (reason: string, key) =>
      api.POST("/customers/{customer}/pin/revoking", {
        params: { path: { customer }, header: keyed(key) },
        body: { reason },
      }),
    {
      touches: [["customers", customer]],
      onDone: () => {
        tell("success", say("customers.code_revoked"));
      },
    },
  );
  return (
    <ReasonDialogue
      title={say("customers.code_revoke")}
      submit={say("customers.code_revoke")}
      deed={revoke}
      want={(reason) => reason}
      onDismiss={onDismiss}
    >
      <Box>{say("customers.code_revoke_says")}</Box>
    </ReasonDialogue>
  );
}
