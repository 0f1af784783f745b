import Box from "@cloudscape-design/components/box";
import { useState } from "react";

import { useTell } from "~/app/flashes";
import { api, type components } from "~/api/client";
import { matching } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import type { Read } from "~/api/useRead";
import { Shown } from "~/parts/Shown";
import { VersionedDialogue, type Versioned } from "~/parts/VersionedDialogue";
import { useSay } from "~/words/say";

import { RoleChoice } from "./RoleChoice";
import { TOUCHED, useStaffMember, type StaffAccount } from "./useStaff";

interface Props {
  readonly account: StaffAccount;
  readonly onDismiss: () => void;
}

/** Another role for somebody else than oneself. */
export function RoleDialogue({ account, onDismiss }: Props) {
  const read = useStaffMember(account.id);
  return (
    <Shown read={read}>
      {(told) => <Loaded account={told} read={read} onDismiss={onDismiss} />}
    </Shown>
  );
}

function Loaded({ account, read, onDismiss }: Props & { readonly read: Read<StaffAccount> }) {
  const say = useSay();
  const tell = useTell();
  const [before] = useState(account.role);
  const [role, setRole] = useState(before);
  const [isTried, setTried] = useState(false);
  const { id, email } = account;
  const words = (of: StaffAccount["role"]) => (of ? say(`app.role_${of}`) : say("staff.role_none"));
  const change = useDeed(
    ({ wanted, version }: Versioned<components["schemas"]["RoleChange"]>) =>
      api.PUT("/staff/{member}/role", {
        params: { path: { member: id }, header: matching(version) },
        body: wanted,
      }),
    {
      touches: TOUCHED,
      onDone: ({ told }) => {
        tell("success", say("staff.role_changed", { email, role: words(told.role) }));
      },
    },
  );
  const isSame = role === before;
  return (
    <VersionedDialogue
      title={say("staff.change_role_of", { email })}
      submit={say("staff.change_role")}
      read={read}
      deed={change}
      want={(reason) => {
        setTried(true);
        return role && !isSame ? { role, reason } : null;
      }}
      compare={(wanted, theirs) => [
        { field: say("staff.role"), mine: words(wanted.role), theirs: words(theirs.role) },
      ]}
      onDismiss={onDismiss}
    >
      <Box>{say("staff.change_role_says", { email, role: words(before) })}</Box>
      <RoleChoice
        role={role}
        onChange={setRole}
        fault={isTried && isSame ? say("staff.role_same") : undefined}
      />
    </VersionedDialogue>
  );
}
