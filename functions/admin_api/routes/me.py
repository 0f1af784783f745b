"""Who is signed in, and what they may do."""

from admin_api.operations import Operations
from admin_api.permissions import ROLES_OF
from admin_api.schemas.me import Me
from admin_api.visit import VisitIn

operations = Operations("me", "Who is signed in")


@operations.operation("GET", "/me", id="get_me", summary="Who am I?")
def get_me(visit: VisitIn) -> Me:
    """The roles come from the token: a change of them counts from the next sign-in on."""
    member = visit.member
    return Me(
        id=member.id,
        email=member.email,
        roles=sorted(member.roles),
        operations=sorted(name for name, roles in ROLES_OF.items() if roles & member.roles),
    )
