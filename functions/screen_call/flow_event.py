"""What Amazon Connect sends the function and what the flow can branch on.

Read by hand: this is loaded while a caller waits, and pydantic alone would take a quarter of that
time (docs/performance.md). Connect adds fields as it grows: unknown ones are ignored.
"""

from collections.abc import Mapping
from typing import Any

from agentline.adapters.phone_numbers import read_phone_number
from agentline.domain.call import Step
from agentline.services.screen_call import IncomingCall

FlowAnswer = dict[str, str]
"""Flat text to text, under 32 KB; an empty text is nothing a flow can compare with."""

_LONGEST_ID = 100
_LONGEST_ADDRESS = 256
_LONGEST_CODE = 20


class FlowEventError(ValueError):
    """The event is not one of our flow; the message names the field, not what it holds."""


def read_flow_event(event: Mapping[str, Any]) -> IncomingCall:
    """The call at the door, numbers in E.164 form; a b-number no line can have stays as it is.

    Raises FlowEventError.
    """
    details = _part(event, "Details")
    contact = _part(details, "ContactData")
    contact_id = _text(contact, "ContactId", _LONGEST_ID)
    if contact_id is None:
        raise FlowEventError("ContactId is missing")
    dialled = _address(contact, "SystemEndpoint")
    step, code = _step_and_code(_part(details, "Parameters"))
    return IncomingCall(
        call=_text(contact, "InitialContactId", _LONGEST_ID) or contact_id,
        step=step,
        code=code,
        a_number=read_phone_number(_address(contact, "CustomerEndpoint")),
        b_number=read_phone_number(dialled) or dialled or "none",
    )


def _step_and_code(parameters: Mapping[str, Any]) -> tuple[Step, str | None]:
    """The code is what was keyed at a code step, or the word none for silence."""
    try:
        step = Step(str(parameters.get("step")))
    except ValueError:
        raise FlowEventError("step is none of ours") from None
    code = parameters.get("code")
    if code is not None and (not isinstance(code, str) or len(code) > _LONGEST_CODE):
        raise FlowEventError("code is no short text")
    if (code is None) != (step is Step.NUMBER):
        raise FlowEventError("code belongs to every step but the first")
    return step, code


def _address(contact: Mapping[str, Any], endpoint: str) -> str | None:
    if contact.get(endpoint) is None:
        return None
    address = _part(contact, endpoint).get("Address")
    if address is not None and (not isinstance(address, str) or len(address) > _LONGEST_ADDRESS):
        raise FlowEventError(f"{endpoint}.Address is no short text")
    return address


def _part(fields: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = fields.get(name)
    if not isinstance(part, dict):
        raise FlowEventError(f"{name} is no object")
    return part


def _text(fields: Mapping[str, Any], name: str, longest: int) -> str | None:
    """None where it is null or left out; Connect never sends an empty one."""
    text = fields.get(name)
    if text is None:
        return None
    if not isinstance(text, str) or not 1 <= len(text) <= longest:
        raise FlowEventError(f"{name} is no text of 1 to {longest} characters")
    return text
