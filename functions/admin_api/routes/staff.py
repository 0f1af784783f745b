"""Members of staff: who may sign in, and as what."""

from aws_lambda_powertools.event_handler import Response

from admin_api.answers import versioned
from admin_api.operations import Operations
from admin_api.preconditions import check_seen
from admin_api.schemas import staff as schemas
from admin_api.schemas.common import DEFAULT_LIMIT, Because, Cursor, Limit
from admin_api.visit import VisitIn
from agentline.domain.staff import StaffAccount
from agentline.services.staff_accounts import (
    admit_staff,
    bar_staff,
    change_role,
    invite_staff,
)

operations = Operations("staff", "Who may sign in, and as what")

_REASON = {"reason": "changes department"}
_MISSING = ("staff_missing",)
_OTHERS = (*_MISSING, "own_account")


@operations.operation("GET", "/staff", id="list_staff", summary="List staff")
def list_staff(
    visit: VisitIn, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> schemas.StaffPage:
    """All who were ever invited, also those who are barred."""
    found = visit.desk.staff().directory.list(limit, visit.position(cursor))
    return schemas.StaffPage(
        items=[_tell(account) for account in found.items], next=visit.cursor(found.position)
    )


@operations.operation(
    "GET",
    "/staff/<member>",
    id="get_staff_member",
    summary="One of them",
    gives_version=True,
    refusals=_MISSING,
)
def get_staff_member(member: schemas.StaffInPath, visit: VisitIn) -> Response[schemas.StaffAccount]:
    """As the user pool has them now."""
    return _versioned(visit.desk.staff().directory.find(member))


@operations.operation(
    "POST",
    "/staff",
    id="invite_staff_member",
    summary="Invite somebody",
    status=201,
    refusals=("staff_exists",),
    example={"email": "anna@example.com", "role": "support", "reason": "begins on Monday"},
)
def invite_staff_member(body: schemas.Invitation, visit: VisitIn) -> schemas.StaffAccount:
    """They get an e-mail with a password for once, good for a week."""
    by, desk = visit.by(body.reason), visit.desk.staff()
    return _tell(invite_staff(body.email, body.role, by, desk))


@operations.operation(
    "PUT",
    "/staff/<member>/role",
    id="change_staff_role",
    summary="Give somebody another role",
    takes_version=True,
    gives_version=True,
    refusals=_OTHERS,
    example={"role": "billing", **_REASON},
)
def change_staff_role(
    member: schemas.StaffInPath, body: schemas.RoleChange, visit: VisitIn
) -> Response[schemas.StaffAccount]:
    """Whoever is signed in must sign in again. Nobody changes their own role."""
    by, desk = visit.by(body.reason), visit.desk.staff()
    check_seen(visit.seen, _version(desk.directory.find(member)))
    return _versioned(change_role(member, body.role, visit.member, by, desk))


@operations.operation(
    "POST",
    "/staff/<member>/barring",
    id="bar_staff_member",
    summary="Bar somebody",
    refusals=_OTHERS,
    example=_REASON,
)
def bar_staff_member(
    member: schemas.StaffInPath, body: Because, visit: VisitIn
) -> schemas.StaffAccount:
    """They are out within seconds, wherever they are signed in. Nobody bars themselves."""
    return _tell(bar_staff(member, visit.member, visit.by(body.reason), visit.desk.staff()))


@operations.operation(
    "POST",
    "/staff/<member>/admission",
    id="admit_staff_member",
    summary="Let somebody in again",
    refusals=_MISSING,
    example=_REASON,
)
def admit_staff_member(
    member: schemas.StaffInPath, body: Because, visit: VisitIn
) -> schemas.StaffAccount:
    """With the role and the password they had."""
    return _tell(admit_staff(member, visit.by(body.reason), visit.desk.staff()))


def _versioned(account: StaffAccount) -> Response[schemas.StaffAccount]:
    return versioned(_tell(account), _version(account))


def _version(account: StaffAccount) -> str:
    """What can be changed of an account is its role."""
    return account.role.value if account.role else "none"


def _tell(account: StaffAccount) -> schemas.StaffAccount:
    return schemas.StaffAccount(
        id=account.id,
        email=account.email,
        role=account.role,
        state=account.state,
        invited_at=account.invited_at,
    )
