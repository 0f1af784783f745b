"""Where events are sent, and what came of it."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, Field

from admin_api.schemas.common import Instant, Model, Page, Reason
from agentline.domain.outgoing_event import EventType
from agentline.domain.webhook_delivery import DeliveryState, EndpointState

EndpointInPath = Annotated[str, Path(pattern=r"^ep_[a-z0-9_]{1,40}$", examples=["ep_5f0c1b2a3d4e"])]
EventInPath = Annotated[
    str,
    Path(
        pattern=r"^evt_[0-9TZ]{16}_[0-9a-f]{24}$",
        examples=["evt_20261123T101500Z_0123456789abcdef01234567"],
    ),
]


class WebhookEndpoint(BaseModel):
    """An address of yours that is told. `events` is null for all there are and will be."""

    id: str
    url: str
    events: list[EventType] | None
    state: EndpointState
    reason: str | None = Field(description="Why it is disabled.")
    added_at: Instant
    changed_by: str
    changed_at: Instant
    failing_since: Instant | None
    previous_secret_until: Instant | None = Field(
        description="Until when the secret of before signs too."
    )


class EndpointWithSecret(WebhookEndpoint):
    """With the secret that signs, which is told this once."""

    secret: str = Field(examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])


class EndpointPage(Page):
    items: list[WebhookEndpoint]


class AddEndpoint(Model):
    """Where events are wanted, which of them (null for all), and why."""

    url: Annotated[str, Field(min_length=1, max_length=1_000)]
    events: Annotated[list[EventType], Field(min_length=1, max_length=50)] | None = None
    reason: Reason


class DeliverySummary(BaseModel):
    """One event on its way to an endpoint."""

    event: str
    type: EventType
    at: Instant
    state: DeliveryState
    attempts: int
    next_attempt_at: Instant | None
    reason: str | None = Field(description="Why it failed.")


class DeliveryPage(Page):
    items: list[DeliverySummary]


class Attempt(BaseModel):
    """One POST, and what came of it: a status, or the word for what went wrong before."""

    number: int
    at: Instant
    status: int | None
    failure: str | None
    milliseconds: int
    response: str = Field(description="How the answer begins.")


class Delivery(DeliverySummary):
    """With what is sent, and every attempt."""

    body: str
    log: list[Attempt] = Field(description="Every attempt, the first one first.")
