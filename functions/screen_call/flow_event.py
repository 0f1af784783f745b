"""What Amazon Connect sends the function and what the flow can branch on (facts: connect.md)."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from agentline.adapters.phone_numbers import read_phone_number
from agentline.domain.call import Step
from agentline.services.screen_call import IncomingCall

FlowAnswer = dict[str, str]
"""Flat text to text, under 32 KB; an empty text is nothing a flow can compare with."""

_Id = Annotated[str, Field(min_length=1, max_length=100)]


class _Part(BaseModel):
    """Connect adds fields as it grows: unknown ones are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Endpoint(_Part):
    address: str | None = Field(default=None, alias="Address", max_length=256)


class ContactData(_Part):
    contact: _Id = Field(alias="ContactId")
    initial_contact: _Id | None = Field(default=None, alias="InitialContactId")
    customer_endpoint: Endpoint | None = Field(default=None, alias="CustomerEndpoint")
    system_endpoint: Endpoint | None = Field(default=None, alias="SystemEndpoint")


class Parameters(_Part):
    """`code` is what was keyed at a code step, or the word none for silence."""

    step: Step
    code: Annotated[str, Field(max_length=20)] | None = None

    @model_validator(mode="after")
    def _has_code_where_one_was_asked_for(self) -> Self:
        if (self.code is None) != (self.step is Step.NUMBER):
            raise ValueError("a code belongs to every step but the first")
        return self


class Details(_Part):
    contact_data: ContactData = Field(alias="ContactData")
    parameters: Parameters = Field(alias="Parameters")


class FlowEvent(_Part):
    details: Details = Field(alias="Details")


def to_incoming_call(event: FlowEvent) -> IncomingCall:
    """The call at the door, numbers in E.164 form; a b-number no line can have stays as it is."""
    contact = event.details.contact_data
    dialled = contact.system_endpoint.address if contact.system_endpoint else None
    calling = contact.customer_endpoint.address if contact.customer_endpoint else None
    return IncomingCall(
        call=contact.initial_contact or contact.contact,
        step=event.details.parameters.step,
        code=event.details.parameters.code,
        a_number=read_phone_number(calling),
        b_number=read_phone_number(dialled) or dialled or "none",
    )
