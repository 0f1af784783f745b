import Badge from "@cloudscape-design/components/badge";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { useMe, type Me } from "~/api/me";
import { InstantText } from "~/parts/InstantText";
import { ListTable, type Column } from "~/parts/ListTable";
import { Page } from "~/parts/Page";
import { RowDeed } from "~/parts/RowDeed";
import { StatusWord } from "~/parts/StatusWord";
import { useSay, type Say } from "~/words/say";

import { AdmissionDialogue } from "./AdmissionDialogue";
import { InviteDialogue } from "./InviteDialogue";
import { RoleDialogue } from "./RoleDialogue";
import { useStaff, type StaffAccount } from "./useStaff";

const KINDS = { invited: "pending", active: "success", disabled: "stopped" } as const;

type Deed = { kind: "role" | "bar" | "admit"; account: StaffAccount } | { kind: "invite" };

/** Who may sign in, and what they may do. */
export default function StaffPage() {
  const say = useSay();
  const me = useMe();
  const staff = useStaff();
  const [deed, setDeed] = useState<Deed | null>(null);
  const done = () => {
    setDeed(null);
  };
  return (
    <Page title={say("staff.title")} isList>
      <ListTable
        isPage
        title={say("staff.title")}
        list={staff}
        idOf={({ id }) => id}
        columns={columns(say, me, setDeed)}
        actions={
          <Button
            variant="primary"
            onClick={() => {
              setDeed({ kind: "invite" });
            }}
          >
            {say("staff.invite")}
          </Button>
        }
      />
      {deed?.kind === "invite" && <InviteDialogue onDismiss={done} />}
      {deed?.kind === "role" && <RoleDialogue account={deed.account} onDismiss={done} />}
      {(deed?.kind === "bar" || deed?.kind === "admit") && (
        <AdmissionDialogue account={deed.account} isToBar={deed.kind === "bar"} onDismiss={done} />
      )}
    </Page>
  );
}

function columns(say: Say, me: Me, setDeed: (deed: Deed) => void): readonly Column<StaffAccount>[] {
  return [
    {
      id: "email",
      header: say("staff.email"),
      minWidth: 200,
      cell: ({ email, id }) => (
        <SpaceBetween direction="horizontal" size="xs">
          <span>{email}</span>
          {id === me.id && <Badge color="blue">{say("staff.you")}</Badge>}
        </SpaceBetween>
      ),
    },
    {
      id: "role",
      header: say("staff.role"),
      cell: ({ role }) => (role ? say(`app.role_${role}`) : say("staff.role_none")),
    },
    {
      id: "state",
      header: say("staff.state"),
      cell: ({ state }) => <StatusWord status={state} prefix="staff.state_" kinds={KINDS} />,
    },
    {
      id: "invited_at",
      header: say("staff.invited_at"),
      cell: ({ invited_at }) => <InstantText instant={invited_at} />,
    },
    {
      id: "deeds",
      header: say("fields.deeds"),
      cell: (account) => {
        // Nobody bars themselves or changes their own role.
        if (account.id === me.id) return say("parts.none");
        const { email, state } = account;
        const kind = state === "disabled" ? "admit" : "bar";
        return (
          <SpaceBetween direction="horizontal" size="s">
            <RowDeed
              text={say("staff.change_role")}
              name={say("staff.change_role_of", { email })}
              onAct={() => {
                setDeed({ kind: "role", account });
              }}
            />
            <RowDeed
              text={say(`staff.deed_${kind}`)}
              name={say(`staff.deed_of_${kind}`, { email })}
              onAct={() => {
                setDeed({ kind, account });
              }}
            />
          </SpaceBetween>
        );
      },
    },
  ];
}
