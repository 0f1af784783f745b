"""What a member of staff may not do is refused, and on record (fault 32)."""

from collections.abc import Set
from datetime import datetime
from typing import Never

from admin_api.problems import ProblemError
from agentline.domain.audit import AuditEntry
from agentline.domain.staff import Role, StaffMember
from agentline.office_ports import Trail

ACCESS_DENIED = "access_denied"


def deny(what: str, allowed: Set[Role], member: StaffMember, trail: Trail, now: datetime) -> Never:
    """Raises ProblemError not_permitted. `what` is the operation, or the part of it that is not
    for everybody who may do the rest."""
    roles = ", ".join(sorted(member.roles)) or "no role"
    trail.keep(
        AuditEntry(
            customer=None,
            at=now,
            who=member.email,
            what=ACCESS_DENIED,
            subject=what,
            before={},
            after={"roles": roles},
            why=f"{what} is for {', '.join(sorted(allowed))}",
        )
    )
    raise ProblemError(
        "not_permitted", f"This is for {' and '.join(sorted(allowed))}; you have {roles}."
    )
