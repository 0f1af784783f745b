"""Staff accounts in an Amazon Cognito user pool, one group a role."""

from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from agentline.domain.staff import Role, StaffAccount, StaffState
from agentline.office_ports import Listing, Position
from agentline.staff_ports import StaffExistsError, StaffMissingError

_CONFIG = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard"})
# Cognito gives no more at once.
_LARGEST_PAGE = 60


class CognitoStaff:
    """The `StaffDirectory` port on one user pool."""

    def __init__(self, pool: str) -> None:
        self._pool = pool
        self._client: Any = boto3.client("cognito-idp", config=_CONFIG)

    def list(self, limit: int, position: Position | None) -> Listing[StaffAccount]:
        start = {"PaginationToken": position["token"]} if position else {}
        page = self._client.list_users(
            UserPoolId=self._pool, Limit=min(limit, _LARGEST_PAGE), **start
        )
        members = {role: self._members(role) for role in Role}
        accounts = [
            _account(
                user,
                user["Attributes"],
                {role for role in Role if user["Username"] in members[role]},
            )
            for user in page["Users"]
        ]
        token = page.get("PaginationToken")
        return Listing(items=accounts, position={"token": token} if token else None)

    def find(self, id_: str) -> StaffAccount:
        try:
            user = self._client.admin_get_user(UserPoolId=self._pool, Username=id_)
        except ClientError as error:
            if error.response["Error"]["Code"] != "UserNotFoundException":
                raise
            raise StaffMissingError(f"there is no member of staff {id_}") from None
        return _account(user, user["UserAttributes"], self._roles(id_))

    def invite(self, email: str, role: Role) -> StaffAccount:
        attributes = {"email": email, "email_verified": "true"}
        try:
            made = self._client.admin_create_user(
                UserPoolId=self._pool,
                Username=email,
                UserAttributes=[
                    {"Name": name, "Value": value} for name, value in attributes.items()
                ],
                DesiredDeliveryMediums=["EMAIL"],
            )["User"]
        except ClientError as error:
            if error.response["Error"]["Code"] != "UsernameExistsException":
                raise
            raise StaffExistsError(f"{email} is a member of staff already") from None
        self._join(made["Username"], role)
        return self.find(made["Username"])

    def set_role(self, account: StaffAccount, role: Role) -> None:
        """The new group first: who has two roles for a moment has lost none."""
        self._join(account.id, role)
        for other in self._roles(account.id) - {role}:
            self._client.admin_remove_user_from_group(
                UserPoolId=self._pool, Username=account.id, GroupName=other.value
            )

    def bar(self, account: StaffAccount) -> None:
        self._client.admin_disable_user(UserPoolId=self._pool, Username=account.id)
        self._client.admin_user_global_sign_out(UserPoolId=self._pool, Username=account.id)

    def admit(self, account: StaffAccount) -> None:
        self._client.admin_enable_user(UserPoolId=self._pool, Username=account.id)

    def _join(self, username: str, role: Role) -> None:
        self._client.admin_add_user_to_group(
            UserPoolId=self._pool, Username=username, GroupName=role.value
        )

    def _roles(self, username: str) -> set[Role]:
        groups = self._client.admin_list_groups_for_user(UserPoolId=self._pool, Username=username)
        names = {group["GroupName"] for group in groups["Groups"]}
        return {role for role in Role if role.value in names}

    def _members(self, role: Role) -> set[str]:
        pages = self._client.get_paginator("list_users_in_group").paginate(
            UserPoolId=self._pool, GroupName=role.value
        )
        return {user["Username"] for page in pages for user in page["Users"]}


def _account(
    user: Mapping[str, Any], attributes: Iterable[Mapping[str, str]], roles: set[Role]
) -> StaffAccount:
    stated = {each["Name"]: each["Value"] for each in attributes}
    return StaffAccount(
        id=user["Username"],
        email=stated["email"],
        # Whoever has more than one may what the strongest may.
        role=min(roles, key=list(Role).index, default=None),
        state=_state(user),
        invited_at=user["UserCreateDate"].astimezone(UTC),
    )


def _state(user: Mapping[str, Any]) -> StaffState:
    if not user["Enabled"]:
        return StaffState.DISABLED
    is_new = user["UserStatus"] == "FORCE_CHANGE_PASSWORD"
    return StaffState.INVITED if is_new else StaffState.ACTIVE
