"""Who is signed in."""

from pydantic import Field

from admin_api.schemas.common import Model
from agentline.domain.staff import Role


class Me(Model):
    """The member of staff who asks, and what they may do."""

    id: str
    email: str = Field(examples=["anna@example.com"])
    roles: list[Role]
    operations: list[str] = Field(description="The operations, by operationId, that are allowed.")
