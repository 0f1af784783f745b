"""The password that somebody invited chooses is held against the pool's rules.

AWS: answers one that breaks them with InvalidPasswordException, and asks again.
ministack: holds every other new password against them, and takes this one whatever it is.
Repaired: this one is held against them, too.
"""

# ruff: noqa: SLF001 - a repair reaches into private parts by nature
from typing import Any

from local.emulator.bridge import stock


def install() -> None:
    respond = stock.members._respond_to_auth_challenge

    def respond_by_the_rules(request: dict[str, Any]) -> Any:
        return _weakness(request) or respond(request)

    stock.members._respond_to_auth_challenge = respond_by_the_rules


def _weakness(request: dict[str, Any]) -> Any:
    """The refusal of a weak password; None where there is nothing to refuse."""
    if request.get("ChallengeName") != "NEW_PASSWORD_REQUIRED":
        return None
    pool, _id = stock.members._pool_for_client(request.get("ClientId"))
    password = request.get("ChallengeResponses", {}).get("NEW_PASSWORD", "")
    return stock.members._validate_password(pool, password) if pool else None
