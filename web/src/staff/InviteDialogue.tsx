import Box from "@cloudscape-design/components/box";
import { useState } from "react";

import { useTell } from "~/app/flashes";
import { api, type components } from "~/api/client";
import { keyed } from "~/api/headers";
import { fieldFault } from "~/api/problem";
import { useDeed } from "~/api/useDeed";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { TextField } from "~/parts/TextField";
import { useSay } from "~/words/say";

import { RoleChoice } from "./RoleChoice";
import { TOUCHED, type Role } from "./useStaff";

/** Somebody new: they are sent a password for once. */
export function InviteDialogue({ onDismiss }: { onDismiss: () => void }) {
  const say = useSay();
  const tell = useTell();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role | null>(null);
  const [isTried, setTried] = useState(false);
  const isEmail = /^\S+@\S+\.\S+$/.test(email.trim());
  const invite = useDeed(
    (body: components["schemas"]["Invitation"], key) =>
      api.POST("/staff", { params: { header: keyed(key) }, body }),
    {
      touches: TOUCHED,
      onDone: ({ told }) => {
        tell("success", say("staff.invited", { email: told.email }));
      },
    },
  );
  return (
    <ReasonDialogue
      title={say("staff.invite")}
      submit={say("staff.invite")}
      deed={invite}
      want={(reason) => {
        setTried(true);
        return isEmail && role ? { email: email.trim(), role, reason } : null;
      }}
      onDismiss={onDismiss}
    >
      <Box>{say("staff.invite_says")}</Box>
      <TextField
        label={say("staff.email")}
        type="email"
        value={email}
        onChange={setEmail}
        fault={isTried && !isEmail ? say("staff.email_wrong") : fieldFault(invite.failure, "email")}
      />
      <RoleChoice
        role={role}
        onChange={setRole}
        fault={isTried && !role ? say("parts.required") : undefined}
      />
    </ReasonDialogue>
  );
}
