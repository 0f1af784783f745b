"""Members of staff of a test's own: invited over the API, by a letter with a password for once."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import urllib3

from agentline.domain.staff import Role
from local.commands.endpoints import Endpoints
from local.demo.staff import PASSWORD
from local.staff_api import StaffApi

_REASON = {"reason": "begins on Monday"}
_LETTERS = "/_ministack/ses/messages"  # what the emulator would have sent
_PASSWORD = re.compile(r"temporary password is (\S+)\.$")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """`password` is what opens the door next."""

    id: str
    email: str
    password: str


class Newcomers:
    """Invites them, and does to their accounts what administrators and operators do."""

    def __init__(self, endpoints: Endpoints, admin: StaffApi, cognito: Any) -> None:
        self._endpoints = endpoints
        self._admin = admin
        self._cognito = cognito

    def invite(self, role: Role = Role.VIEWER) -> Newcomer:
        """Somebody who has not signed in yet."""
        email = f"ny-{uuid4().hex}@agentline.example"
        told = self._admin.ask("POST", "/staff", {"email": email, "role": role.value, **_REASON})
        return Newcomer(told.json["id"], email, self._sent_to(email))

    def settle(self, role: Role = Role.VIEWER) -> Newcomer:
        """Somebody who has chosen a password."""
        return self._with_password(self.invite(role), PASSWORD, is_for_once=False)

    def bar(self, newcomer: Newcomer) -> None:
        told = self._admin.ask("POST", f"/staff/{newcomer.id}/barring", _REASON)
        assert told.json["state"] == "disabled"

    def reset_password(self, newcomer: Newcomer) -> None:
        self._cognito.admin_reset_user_password(**self._named(newcomer))

    def give_password(self, newcomer: Newcomer, password: str) -> Newcomer:
        """One for once, as docs/running.md says for who has lost theirs."""
        return self._with_password(newcomer, password, is_for_once=True)

    def forget_telephone(self, newcomer: Newcomer) -> None:
        """As docs/running.md says for who has lost theirs."""
        self._cognito.admin_set_user_mfa_preference(
            **self._named(newcomer),
            SoftwareTokenMfaSettings={"Enabled": False, "PreferredMfa": False},
        )

    def end_sessions(self, newcomer: Newcomer) -> None:
        self._cognito.admin_user_global_sign_out(**self._named(newcomer))

    def second_factors(self, newcomer: Newcomer) -> list[str]:
        """What is asked for after their password, in the user pool's words."""
        told = self._cognito.admin_get_user(**self._named(newcomer))
        return list(told.get("UserMFASettingList", []))

    def _with_password(self, newcomer: Newcomer, password: str, *, is_for_once: bool) -> Newcomer:
        self._cognito.admin_set_user_password(
            **self._named(newcomer), Password=password, Permanent=not is_for_once
        )
        return Newcomer(newcomer.id, newcomer.email, password)

    def _named(self, newcomer: Newcomer) -> dict[str, str]:
        return {"UserPoolId": self._endpoints.user_pool_id or "", "Username": newcomer.id}

    def _sent_to(self, email: str) -> str:
        told = urllib3.request("GET", f"{self._endpoints.aws_endpoint_url}{_LETTERS}").json()
        for letter in (each for letters in told["messages"].values() for each in letters):
            if letter["To"] == [email] and (found := _PASSWORD.search(letter["BodyText"])):
                return found[1]
        raise LookupError(f"no password was sent to {email}")
