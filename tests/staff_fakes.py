"""Staff in memory."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from agentline.domain.audit import AuditEntry
from agentline.domain.staff import Role, StaffAccount, StaffState
from agentline.office_ports import Listing, Position
from agentline.staff_ports import StaffExistsError, StaffMissingError
from tests.examples import NOON


@dataclass
class FakeStaffDirectory:
    """As the user pool keeps them; positions are offsets."""

    accounts: dict[str, StaffAccount] = field(default_factory=dict)

    def list(self, limit: int, position: Position | None) -> Listing[StaffAccount]:
        first = int(position["token"]) if position else 0
        found = list(self.accounts.values())
        rest = first + limit
        leads_on = {"token": str(rest)} if rest < len(found) else None
        return Listing(items=found[first:rest], position=leads_on)

    def find(self, id_: str) -> StaffAccount:
        try:
            return self.accounts[id_]
        except KeyError:
            raise StaffMissingError(id_) from None

    def invite(self, email: str, role: Role) -> StaffAccount:
        if any(account.email == email for account in self.accounts.values()):
            raise StaffExistsError(email)
        account = StaffAccount(
            id=f"member-{len(self.accounts) + 1}",
            email=email,
            role=role,
            state=StaffState.INVITED,
            invited_at=NOON,
        )
        self.accounts[account.id] = account
        return account

    def set_role(self, account: StaffAccount, role: Role) -> None:
        self.accounts[account.id] = replace(account, role=role)

    def bar(self, account: StaffAccount) -> None:
        self.accounts[account.id] = replace(account, state=StaffState.DISABLED)

    def admit(self, account: StaffAccount) -> None:
        self.accounts[account.id] = replace(account, state=StaffState.ACTIVE)


@dataclass
class FakeSignOuts:
    since: dict[str, datetime] = field(default_factory=dict)
    audit: list[AuditEntry] = field(default_factory=list)

    def valid_since(self, id_: str) -> datetime | None:
        return self.since.get(id_)

    def end(self, id_: str, at: datetime, audit: AuditEntry) -> None:
        self.since[id_] = at
        self.audit.append(audit)

    def note(self, audit: AuditEntry) -> None:
        self.audit.append(audit)
