"""What a route is told of the request beside its own parameters."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler import Request
from aws_lambda_powertools.event_handler.depends import Depends

from admin_api.cursors import Position, read_cursor, write_cursor
from admin_api.denial import deny
from admin_api.preconditions import number_seen
from agentline.bootstrap.admin import AdminDesk
from agentline.domain.receivables import Actor
from agentline.domain.staff import Role, StaffMember


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request of one member of staff.

    `seen` is the version in If-Match, where the operation takes one; empty if there must be none
    yet. `deed` names what is done for good, where it takes an Idempotency-Key: the same for the
    same key of the same member. `listed` names the list that is asked for, with all its filters.
    """

    desk: AdminDesk
    member: StaffMember
    now: datetime
    seen: str = ""
    deed: str = ""
    listed: str = ""

    @property
    def who(self) -> str:
        """As the audit trail names them."""
        return self.member.email

    @property
    def version_seen(self) -> int:
        """Raises ProblemError version_stale for what is no number."""
        return number_seen(self.seen)

    @property
    def version_to_replace(self) -> int | None:
        """None if there must be none yet. Raises ProblemError version_stale."""
        return number_seen(self.seen) if self.seen else None

    def by(self, why: str) -> Actor:
        return Actor(who=self.who, why=why, at=self.now)

    def require(self, roles: Set[Role], what: str) -> None:
        """Raises ProblemError not_permitted for a part of an operation that is not for this member
        of staff."""
        if not roles & self.member.roles:
            deny(what, roles, self.member, self.desk.trail(), self.now)

    def position(self, cursor: str | None) -> Position | None:
        """Where the list goes on; None at its beginning. Raises ProblemError cursor_invalid."""
        return read_cursor(cursor, self.listed, self.desk.keys()) if cursor else None

    def cursor(self, position: Position | None) -> str | None:
        """What leads on from there; None at the end of the list."""
        return write_cursor(position, self.listed, self.desk.keys()) if position else None


def current_visit(request: Request) -> Visit:
    visit: Visit = request.context["visit"]
    return visit


VisitIn = Annotated[Visit, Depends(current_visit)]
"""How a route asks for it."""
