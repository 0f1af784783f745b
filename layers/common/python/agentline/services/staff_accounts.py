"""Staff: invited, given another role, barred and let in again.

The audit entry is stored before the user pool is told, and old tokens end with it: what happened
is on record, and nobody keeps a right that was taken away. Told again, nothing more happens.
"""

from dataclasses import dataclass, replace

from agentline.domain.audit import AuditEntry
from agentline.domain.receivables import Actor
from agentline.domain.staff import Role, StaffAccount, StaffMember, StaffState, check_other
from agentline.staff_ports import SignOuts, StaffDirectory

STAFF_INVITED = "staff_invited"
STAFF_ROLE_CHANGED = "staff_role_changed"
STAFF_BARRED = "staff_barred"
STAFF_ADMITTED = "staff_admitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffDesk:
    """Who may sign in, and since when their tokens count."""

    directory: StaffDirectory
    sign_outs: SignOuts


def invite_staff(email: str, role: Role, by: Actor, desk: StaffDesk) -> StaffAccount:
    """Raises StaffExistsError."""
    entry = _entry(STAFF_INVITED, email, by)
    desk.sign_outs.note(replace(entry, after={"role": role.value}))
    return desk.directory.invite(email, role)


def change_role(
    id_: str, role: Role, member: StaffMember, by: Actor, desk: StaffDesk
) -> StaffAccount:
    """From now on, also for who is signed in. Raises OwnAccountError, StaffMissingError."""
    check_other(member, id_)
    account = desk.directory.find(id_)
    entry = _entry(STAFF_ROLE_CHANGED, id_, by)
    before = account.role.value if account.role else ""
    desk.sign_outs.end(
        id_, by.at, replace(entry, before={"role": before}, after={"role": role.value})
    )
    desk.directory.set_role(account, role)
    return desk.directory.find(id_)


def bar_staff(id_: str, member: StaffMember, by: Actor, desk: StaffDesk) -> StaffAccount:
    """At once. Raises OwnAccountError, StaffMissingError."""
    check_other(member, id_)
    account = desk.directory.find(id_)
    entry = _entry(STAFF_BARRED, id_, by)
    after = {"state": StaffState.DISABLED.value}
    desk.sign_outs.end(id_, by.at, replace(entry, before=_state(account), after=after))
    desk.directory.bar(account)
    return desk.directory.find(id_)


def admit_staff(id_: str, by: Actor, desk: StaffDesk) -> StaffAccount:
    """Let somebody in again who was barred. Raises StaffMissingError."""
    account = desk.directory.find(id_)
    entry = _entry(STAFF_ADMITTED, id_, by)
    after = {"state": StaffState.ACTIVE.value}
    desk.sign_outs.note(replace(entry, before=_state(account), after=after))
    desk.directory.admit(account)
    return desk.directory.find(id_)


def _state(account: StaffAccount) -> dict[str, str]:
    return {"state": account.state.value}


def _entry(what: str, subject: str, by: Actor) -> AuditEntry:
    return AuditEntry(
        customer=None,
        at=by.at,
        who=by.who,
        what=what,
        subject=subject,
        before={},
        after={},
        why=by.why,
    )
