"""Members of staff."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, Field, StringConstraints

from admin_api.schemas.common import Instant, Model, Page, Reason
from agentline.domain.staff import Role, StaffState

StaffInPath = Annotated[
    str, Path(pattern=r"^[0-9A-Za-z-]{1,64}$", examples=["8f14e45f-ceea-467f-a9d5-8a0c9c3f5c11"])
]
EmailAddress = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        to_lower=True,
        max_length=254,
        pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$",
    ),
    Field(examples=["anna@example.com"]),
]


class StaffAccount(BaseModel):
    """Somebody who may sign in."""

    id: str
    email: str
    role: Role | None = Field(description="Null for one who may nothing.")
    state: StaffState
    invited_at: Instant


class StaffPage(Page):
    items: list[StaffAccount]


class Invitation(Model):
    """Whom to invite, and as what."""

    email: EmailAddress
    role: Role
    reason: Reason


class RoleChange(Model):
    """The one role somebody has from now on."""

    role: Role
    reason: Reason
