"""Rows of what happens in a day: calls, what waits for staff, what they did, what was told."""

from collections.abc import Iterator
from dataclasses import replace

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.deliveries import delivery_row
from agentline.adapters.dynamodb.journal_rows import journal_rows
from agentline.adapters.dynamodb.mapping.accounts import audit_row
from agentline.adapters.dynamodb.mapping.calls import call_row, unmatched_row
from agentline.adapters.dynamodb.quarantine import quarantine_row
from agentline.domain.audit import AuditEntry
from agentline.domain.call import ScreenedCall, UnmatchedCaller, Verdict
from agentline.domain.customer import ListingStatus
from agentline.domain.outgoing_event import EventType, event_id
from agentline.domain.quarantine import QuarantineCode
from agentline.domain.reason import Reason
from agentline.domain.screening import CodeRequest, Refusal
from agentline.domain.webhook_delivery import Delivery, DeliveryState
from agentline.ports import QuarantinedRecord
from local.bench import scene
from local.bench.growth.group import LATE, REGULAR, Group, contact_of, number_of

ENDPOINT = "ep_5f0c1b2a3d4e"
PRICE_LISTED = "price_list_added"


def happening_rows(group: Group) -> Iterator[rows.Row]:
    for minute, customer in group.some:
        yield from _call_rows(group, customer, minute)
        yield unmatched_row(_unmatched(group, customer, minute))
        yield quarantine_row(quarantined(group, customer, minute))
        yield audit_row(_deed(group, customer, minute))
        yield delivery_row(_delivery(group, customer, minute), group.at(minute))
    for minute in range(group.of_the_regular):
        yield from _steps(_call(group, REGULAR, minute))


def quarantined(group: Group, customer: str, minute: int) -> QuarantinedRecord:
    contact = contact_of(customer, minute)
    text = scene.contact_record(contact, 61, group.at(minute))
    reason = Reason(code=QuarantineCode.NO_ADMISSION)
    return QuarantinedRecord(contact=contact, reason=reason, at=group.at(minute), text=text)


def event_of(group: Group, customer: str, minute: int) -> str:
    return event_id(EventType.ORDER_CREATED, group.at(minute), contact_of(customer, minute))


def _call_rows(group: Group, customer: str, minute: int) -> Iterator[rows.Row]:
    """One let in that goes on, one that was refused."""
    yield from _steps(_call(group, customer, LATE))
    refused = replace(
        _call(group, customer, minute),
        verdict=Verdict.REFUSE,
        reason=Refusal.CREDIT_EXHAUSTED,
        queue=None,
        pin=None,
        hold=None,
        talk_seconds=None,
    )
    yield from _steps(refused)


def _steps(call: ScreenedCall) -> Iterator[rows.Row]:
    yield call_row(call)
    yield from journal_rows(call)


def _call(group: Group, customer: str, minute: int) -> ScreenedCall:
    call = contact_of(customer, minute)
    return replace(
        scene.admitted_call(call, customer),
        decided_at=group.at(minute),
        a_number=number_of(customer),
    )


def _unmatched(group: Group, customer: str, minute: int) -> UnmatchedCaller:
    return UnmatchedCaller(
        call=contact_of(customer, minute),
        at=group.at(minute),
        a_number=number_of(customer),
        b_number=scene.LINE,
        reason=CodeRequest.NUMBER_UNMATCHED,
        listing=ListingStatus.NOT_FOUND,
        owner=None,
    )


def _deed(group: Group, customer: str, minute: int) -> AuditEntry:
    """Something that staff have done which concerns no customer."""
    by = group.by(minute)
    return AuditEntry(
        customer=None,
        at=by.at,
        who=by.who,
        what=PRICE_LISTED,
        subject=f"basic {customer}",
        before={},
        after={"articles": "12"},
        why=by.why,
    )


def _delivery(group: Group, customer: str, minute: int) -> Delivery:
    return Delivery(
        endpoint=ENDPOINT,
        event=event_of(group, customer, minute),
        type=EventType.ORDER_CREATED,
        at=group.at(minute),
        body=f'{{"customer":"{customer}"}}',
        state=DeliveryState.DELIVERED,
        attempts=1,
        tries=1,
    )
