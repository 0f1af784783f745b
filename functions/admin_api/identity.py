"""Who asks: the claims of a token whose signature and time the gateway has checked (fault 31)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from admin_api.problems import ProblemError
from agentline.domain.staff import Role, StaffMember

# An ID token: it says who somebody is. Access tokens of the pool are for the pool itself.
TOKEN_USE = "id"  # noqa: S105 - a word, no secret


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenIssuer:
    """The user pool tokens must come from, and the application they must be for."""

    pool_url: str
    client_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A member of staff, and when the token was issued."""

    member: StaffMember
    issued_at: datetime


def read_claims(claims: Mapping[str, str], issuer: TokenIssuer) -> SignedIn:
    """Raises ProblemError not_authenticated for a token that is not for us.

    The gateway checks the pool, not the application and not the kind of token.
    """
    wanted = {"iss": issuer.pool_url, "aud": issuer.client_id, "token_use": TOKEN_USE}
    given = {name: claims.get(name) for name in wanted}
    subject, email, issued = claims.get("sub"), claims.get("email"), claims.get("iat", "")
    if given != wanted or not subject or not email:
        raise ProblemError("not_authenticated", "The token is not one of this application's.")
    return SignedIn(
        member=StaffMember(id=subject, email=email, roles=_roles(claims)),
        issued_at=_instant(issued),
    )


def _roles(claims: Mapping[str, str]) -> frozenset[Role]:
    """API Gateway makes one text of the groups, in either of two ways: [a b], and a,b."""
    groups = claims.get("cognito:groups", "").strip("[]").replace(",", " ").split()
    return frozenset(Role(group) for group in groups if group in set(Role))


def _instant(text: str) -> datetime:
    """`iat` comes as seconds, or as API Gateway writes dates: Mon Nov 30 09:34:40 UTC 2026."""
    try:
        if text.isascii() and text.isdigit():
            return datetime.fromtimestamp(int(text), UTC)
        return datetime.strptime(text, "%a %b %d %H:%M:%S UTC %Y").replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        raise ProblemError("not_authenticated", "The token does not say of when it is.") from None
