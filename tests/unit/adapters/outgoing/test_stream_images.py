"""Which changes of the table are events, and what they tell."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.journal_rows import journal_rows
from agentline.adapters.dynamodb.mapping.accounts import audit_row
from agentline.adapters.dynamodb.mapping.calls import call_row, order_row
from agentline.adapters.dynamodb.mapping.orders import manual_order_row
from agentline.adapters.dynamodb.stream_images import read_event, read_step
from agentline.domain.account import ClosedBasis
from agentline.domain.audit import (
    AuditEntry,
    audit_closing,
    audit_code,
    audit_link,
    audit_registration,
)
from agentline.domain.billing_audit import (
    PAYMENT_RECALLED,
    PAYMENT_RECEIVED,
    audit_limit,
    audit_payment,
)
from agentline.domain.call import ScreenedCall, Step, Verdict
from agentline.domain.catalogue import Language
from agentline.domain.customer import Customer
from agentline.domain.manual_order import ManualLine, enter, key_of
from agentline.domain.money import sek
from agentline.domain.order import Order, correct, rate
from agentline.domain.outgoing_event import EventType, OutgoingEvent
from agentline.domain.percent import Percent
from agentline.domain.receivables import Actor
from tests.examples import (
    BASIC,
    CALLER,
    CUSTOMER,
    NOON,
    OPENING_LIMIT,
    OWNER,
    TAROT_LINE,
    a_record,
    an_account,
)
from tests.unit.services.test_rate_contacts import PIN, admitted

PERSONAL = (CALLER, OWNER.name, OWNER.street, OWNER.city, CALLER.removeprefix("+46"))


def image(row: rows.Row) -> dict[str, Any]:
    return row.serialize()


def told(
    new: rows.Row, old: rows.Row | None = None, name: str | None = None
) -> OutgoingEvent | None:
    change = {"NewImage": image(new)} | ({"OldImage": image(old)} if old else {})
    record = {"eventName": name or ("MODIFY" if old else "INSERT"), "dynamodb": change}
    return read_event(record, lambda customer: {CUSTOMER: "SEK"}[customer])


def said(event: OutgoingEvent | None) -> Mapping[str, Any]:
    """What the event tells, without anybody's name, address or number."""
    assert event is not None
    assert not any(word in event.body for word in PERSONAL)
    body: dict[str, Any] = json.loads(event.body)
    assert body["type"] == event.type.value
    assert body["timestamp"] == event.at.isoformat().replace("+00:00", "Z")
    data: dict[str, Any] = body["data"]
    return data


def money(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "SEK"}


def an_entry(what: str, subject: str, **after: str) -> AuditEntry:
    return AuditEntry(
        customer=CUSTOMER,
        at=NOON,
        who="system",
        what=what,
        subject=subject,
        before={},
        after=after,
        why=f"for {OWNER.name}",
    )


def an_order() -> Order:
    return replace(
        rate(
            a_record(),
            customer=CUSTOMER,
            line=TAROT_LINE.number,
            pin=PIN,
            version=BASIC,
            now=NOON + timedelta(hours=2),
        ),
        basis=1,
    )


def a_call(verdict: Verdict, step: Step = Step.NUMBER) -> ScreenedCall:
    return replace(admitted("call-1"), verdict=verdict, reason="invoice_unpaid", step=step)


def test_a_registration_tells_customer_and_limit_and_not_the_number() -> None:
    customer = Customer(
        number=CUSTOMER,
        owner=OWNER,
        language=Language.SWEDISH,
        registered_at=NOON,
        source="nrop",
        fetched_at=NOON,
    )
    event = told(audit_row(audit_registration(customer, CALLER, OPENING_LIMIT)))
    assert said(event) == {"customer": CUSTOMER, "limit": money("1000.00")}
    assert event is not None
    assert (event.type, event.at) == (EventType.CUSTOMER_REGISTERED, NOON)


def test_an_order_tells_what_was_rated() -> None:
    event = told(order_row(an_order()))
    assert said(event) == {
        "kind": "call",
        "order": "contact-1",
        "customer": CUSTOMER,
        "basis": "100001-0001",
        "call": "contact-1",
        "contact": "contact-1",
        "service_line": TAROT_LINE.number,
        "article": "TAROT",
        "talk_began_at": an_order().talk_began_at.isoformat().replace("+00:00", "Z"),
        "talk_seconds": 61,
        "billed_seconds": 120,
        "amount": money("45.00"),
        "vat_percent": "25",
        "is_correction": False,
        "charged_before": None,
    }
    assert event is not None
    assert event.at == NOON + timedelta(hours=2)


def test_a_correction_is_an_order_of_its_own() -> None:
    record = a_record(talk_seconds=59, version=NOON + timedelta(hours=3))
    later = correct(record, [an_order()], version=BASIC, now=NOON + timedelta(hours=4))
    assert later is not None
    event = told(order_row(replace(later, basis=2)))
    found = said(event)
    assert found["order"] == "contact-1#2026-03-10T15:00:00Z"
    assert found["basis"] == "100001-0002"
    assert (found["amount"], found["charged_before"]) == (money("-20.00"), money("45.00"))
    assert found["is_correction"]
    original = told(order_row(an_order()))
    assert event is not None
    assert original is not None
    assert event.id != original.id


def test_what_staff_enter_is_told_without_its_text() -> None:
    by = Actor(who="anna", why="asked for", at=NOON)
    content = ManualLine(
        text=f"Cards for {OWNER.name}",
        unit_price=sek(-4_500),
        vat_percent=Percent.parse("25"),
        article="TAROT",
    )
    refund = enter(content, CUSTOMER, "deed", by, refers_to=key_of(an_order()))
    event = told(manual_order_row(replace(refund, basis=1)))
    assert said(event) == {
        "kind": "refund",
        "order": "manual-deed",
        "customer": CUSTOMER,
        "basis": "100001-0001",
        "article": "TAROT",
        "quantity": 1,
        "amount": money("-45.00"),
        "vat_percent": "25",
        "refunded": "contact-1",
    }


def test_an_order_that_a_merge_moves_was_told_before() -> None:
    assert told(order_row(replace(an_order(), customer="100002", came_from=CUSTOMER))) is None


def test_a_refusal_tells_the_reason_and_not_the_caller() -> None:
    assert said(told(call_row(a_call(Verdict.REFUSE)))) == {
        "call": "call-1",
        "customer": CUSTOMER,
        "service_line": TAROT_LINE.number,
        "reason": "invoice_unpaid",
    }
    stranger = replace(a_call(Verdict.REFUSE), customer=None)
    assert said(told(call_row(stranger)))["customer"] is None


def test_a_call_is_refused_once_when_the_verdict_becomes_so() -> None:
    asked = call_row(a_call(Verdict.ASK_PIN))
    refused = call_row(a_call(Verdict.REFUSE, Step.CODE_1))
    event = told(refused, asked)
    assert event is not None
    assert event.type is EventType.CALL_REFUSED
    assert told(refused, refused) is None
    assert told(asked) is None
    assert told(call_row(a_call(Verdict.ADMIT)), asked) is None


def test_a_closed_basis_tells_its_total() -> None:
    closed = ClosedBasis(
        number=7,
        count=3,
        total=sek(98_750),
        closed_at=NOON,
        reason="credit used up",
        is_closed_by_limit=True,
        first_at=None,
        last_at=None,
    )
    assert said(told(audit_row(audit_closing(CUSTOMER, closed)))) == {
        "basis": "100001-0007",
        "customer": CUSTOMER,
        "total": money("987.50"),
    }


def test_a_dispatched_basis_tells_what_the_ledger_calls_it() -> None:
    entry = an_entry(
        "basis_dispatched",
        "7",
        state="part_paid",
        payable="987.50",
        due="887.50",
        reference="100001-0007",
        invoice_number="F-17",
        ocr="10000178",
    )
    expected = {
        "basis": "100001-0007",
        "customer": CUSTOMER,
        "payable": money("987.50"),
        "due": money("887.50"),
        "invoice_number": "F-17",
        "ocr": "10000178",
    }
    assert said(told(audit_row(entry))) == expected
    nameless = replace(entry, after={**entry.after, "invoice_number": "", "ocr": ""})
    assert said(told(audit_row(nameless))) == expected | {"invoice_number": None, "ocr": None}


def test_a_payment_tells_where_it_went() -> None:
    amounts = {
        "amount": sek(100_000),
        "basis 7": sek(88_750),
        "basis 2": sek(1_250),
        "prepaid": sek(10_000),
    }
    entry = audit_payment(
        PAYMENT_RECEIVED, CUSTOMER, "webhook#p-1", amounts, "system", "paid", NOON
    )
    assert said(told(audit_row(entry))) == {
        "payment": "webhook#p-1",
        "customer": CUSTOMER,
        "amount": money("1000.00"),
        "applied": [
            {"basis": "100001-0007", "amount": money("887.50")},
            {"basis": "100001-0002", "amount": money("12.50")},
        ],
        "prepaid": money("100.00"),
    }


def test_a_raised_limit_tells_before_and_after() -> None:
    account = an_account(limit=OPENING_LIMIT)
    entry = audit_limit("100001-0007", account, sek(150_000), "paid in time", "system", NOON)
    assert said(told(audit_row(entry))) == {
        "customer": CUSTOMER,
        "basis": "100001-0007",
        "before": money("1000.00"),
        "after": money("1500.00"),
    }


@pytest.mark.parametrize(
    "entry",
    [
        audit_link(CUSTOMER, CALLER, "nrop", NOON),
        audit_code(CUSTOMER, "staff", "asked for", NOON),
        an_entry("limit_raise_undone", "100001-0007", limit="1000.00"),
        audit_payment(PAYMENT_RECALLED, CUSTOMER, "p", {"amount": sek(1)}, "s", "w", NOON),
    ],
)
def test_other_entries_of_the_audit_trail_are_nobody_elses_business(entry: AuditEntry) -> None:
    assert told(audit_row(entry)) is None


def test_only_what_is_new_is_an_event() -> None:
    order, entry = order_row(an_order()), audit_row(an_entry("limit_raised", "100001-0007"))
    for row in (order, entry):
        assert told(row, row) is None
    assert told(rows.CounterRow("COUNTER#customer", "COUNTER", last=1)) is None
    removed = {"eventName": "REMOVE", "dynamodb": {"OldImage": image(order)}}
    assert read_event(removed, lambda _customer: "SEK") is None


def test_told_again_by_the_stream_it_is_the_same_event_under_the_same_id() -> None:
    first, again = (told(order_row(an_order())) for _ in range(2))
    assert first == again
    assert first is not None
    assert first.id == "evt_20260310T140000Z_" + first.id[-24:]
    other = replace(an_order(), contact="contact-2")
    assert told(order_row(other)) != first


def test_a_damaged_row_is_an_error_and_not_an_event() -> None:
    with pytest.raises(KeyError):
        told(audit_row(an_entry("limit_raised", "100001-0007")))


def test_every_change_of_a_call_is_a_step_of_it() -> None:
    asked, refused = a_call(Verdict.ASK_PIN), a_call(Verdict.REFUSE, Step.CODE_1)
    for name, step in (("INSERT", asked), ("MODIFY", refused), ("INSERT", admitted("call-2"))):
        record = {"eventName": name, "dynamodb": {"NewImage": image(call_row(step))}}
        assert read_step(record) == step


def test_nothing_else_is_a_step_of_a_call_and_least_of_all_the_journal() -> None:
    call = a_call(Verdict.ASK_PIN)
    for row in (order_row(an_order()), *journal_rows(call)):
        assert read_step({"eventName": "INSERT", "dynamodb": {"NewImage": image(row)}}) is None
    removed = {"eventName": "REMOVE", "dynamodb": {"OldImage": image(call_row(call))}}
    assert read_step(removed) is None


def test_a_step_is_journalled_by_day_by_number_and_by_customer() -> None:
    call = a_call(Verdict.REFUSE, Step.CODE_1)
    name = "2026-03-10T12:00:00.000000Z#call-1#code1"
    places = {(row.pk, row.sk) for row in journal_rows(call)}
    assert places == {
        ("CALLS#2026-03-10", name),
        (f"CALLER#{CALLER}", name),
        (f"CUST#{CUSTOMER}", f"CALLED#{name}"),
    }
    stranger = replace(call, a_number=None, customer=None)
    assert [row.pk for row in journal_rows(stranger)] == ["CALLS#2026-03-10"]


def test_a_step_that_another_may_follow_is_kept_beside_the_call_too() -> None:
    asked = a_call(Verdict.ASK_PIN, Step.CODE_2)
    assert ("CALL#call-1", "STEP#code2") in {(row.pk, row.sk) for row in journal_rows(asked)}


def test_rows_of_the_journal_are_under_1_kb_and_end_with_the_call() -> None:
    call = a_call(Verdict.REFUSE)
    for row in journal_rows(call):
        stored = image(row)
        size = sum(len(name) + len(str(next(iter(v.values())))) for name, v in stored.items())
        assert size < 1024
        assert stored["expires"] == image(call_row(call))["expires"]
