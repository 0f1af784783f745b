"""Who works for the operator, and as what."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a member of staff may do; the groups of the user pool have these names.

    The viewer looks, support cares for customers, billing moves money, the admin does all of it and
    says who else may.
    """

    ADMIN = "admin"
    BILLING = "billing"
    SUPPORT = "support"
    VIEWER = "viewer"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """Somebody who is signed in. `id` never changes, `email` names them in the audit trail."""

    id: str
    email: str
    roles: frozenset[Role]


class StaffState(StrEnum):
    """Where a member of staff is: invited until they have chosen a password of their own."""

    INVITED = "invited"
    ACTIVE = "active"
    DISABLED = "disabled"


class OwnAccountError(ValueError):
    """Nobody changes their own role or bars themselves: one admin is always left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffAccount:
    """A member of staff as the user pool has them. `role` is None for one in no group."""

    id: str
    email: str
    role: Role | None
    state: StaffState
    invited_at: datetime


def check_other(member: StaffMember, id_: str) -> None:
    """Raises OwnAccountError for one's own account."""
    if member.id == id_:
        raise OwnAccountError("nobody changes their own role or bars themselves: ask another admin")
