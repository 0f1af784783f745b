"""Shorthand to ring and to rate on the store, and to look at what is there afterwards."""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import count

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.calls import order as order_of
from agentline.domain.audit import audit_link
from agentline.domain.call import ScreenedCall, Step
from agentline.domain.catalogue import Language
from agentline.domain.contact_record import ContactRecord
from agentline.domain.customer import NumberEntry
from agentline.domain.order import Order
from agentline.domain.phone_number import PhoneNumber
from agentline.services.quarantine import Outcome
from agentline.services.rate_contacts import rate_contacts
from agentline.services.register_caller import register_caller
from agentline.services.screen_call import IncomingCall, ScreeningDesk, screen_call
from agentline.services.settle_contacts import RatingDesk
from tests.examples import OWNER, TAROT_LINE, record_fields
from tests.fakes import FakeDirectory

_calls = count(1)


def new_call() -> str:
    return f"call-{next(_calls):06d}"


def ring(
    desk: ScreeningDesk,
    a_number: PhoneNumber | None,
    *,
    call: str | None = None,
    line: str = TAROT_LINE.number,
) -> ScreenedCall:
    incoming = IncomingCall(
        call=call or new_call(), step=Step.NUMBER, a_number=a_number, b_number=line
    )
    return screen_call(incoming, desk)


def enter(
    desk: ScreeningDesk, a_number: PhoneNumber | None, call: str, step: Step, code: str
) -> ScreenedCall:
    """Key a code at a step of a call that was asked for one."""
    incoming = IncomingCall(
        call=call, step=step, a_number=a_number, b_number=TAROT_LINE.number, code=code
    )
    return screen_call(incoming, desk)


def register(desk: ScreeningDesk, directory: FakeDirectory, number: PhoneNumber) -> str:
    """Make the number a new customer's, as a first call would, and tell which."""
    directory.owners[number] = replace(OWNER, street=f"Gatan {number}")
    entry = desk.register.number_entry(number) or NumberEntry(
        number=number, customer=None, block=None
    )
    now = desk.clock()
    listing = directory.look_up(number, now)
    register_caller(entry, listing, Language.SWEDISH, desk.register, desk.terms, now)
    registered = desk.register.number_entry(number)
    assert registered is not None
    assert registered.customer is not None
    return registered.customer


def link(desk: ScreeningDesk, number: PhoneNumber, customer: str) -> None:
    """Make the number one more of the customer's, as a call from it would."""
    entry = NumberEntry(number=number, customer=customer, block=None)
    audit = audit_link(customer, number, "fake", desk.clock())
    desk.register.link_number(entry, customer, audit)


def deliver(desk: RatingDesk, *records: ContactRecord) -> list[Outcome | Exception]:
    """Rate the records as one batch of the stream; outcomes in their order."""
    texts = {str(at): json.dumps(record_fields(record)) for at, record in enumerate(records)}
    results = rate_contacts(texts, desk)
    return [results[at] for at in texts]


def at_once[Answer](workers: int, work: Callable[[int], Answer]) -> list[Answer]:
    """Run the work that many times in parallel, on threads of their own."""
    with ThreadPoolExecutor(workers) as threads:
        return list(threads.map(work, range(workers)))


def orders_of(customer: str) -> Sequence[Order]:
    found = rows.OrderRow.query(
        f"CUST#{customer}", rows.OrderRow.sk.startswith("ORDER#"), consistent_read=True
    )
    return [order_of(row) for row in found]


def set_aside(contact: str, day: date) -> Sequence[rows.QuarantineRow]:
    """What is in quarantine of a contact since that day."""
    found = rows.QuarantineRow.query(f"QUARANTINE#{day}", consistent_read=True)
    return [row for row in found if row.contact == contact]


def bases_of(customer: str) -> Sequence[rows.BasisRow]:
    found = rows.BasisRow.query(
        f"CUST#{customer}", rows.BasisRow.sk.startswith("BASIS#"), consistent_read=True
    )
    return list(found)


def audit_of(customer: str) -> Sequence[rows.AuditRow]:
    found = rows.AuditRow.query(
        f"CUST#{customer}", rows.AuditRow.sk.startswith("AUDIT#"), consistent_read=True
    )
    return list(found)
