"""Payments that bear no name of an invoice, and what would come of one (fault 25)."""

from dataclasses import replace

import pytest

from agentline.domain.basis_state import BasisState
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import Money, sek
from agentline.services.credit_basis import credit_basis
from agentline.services.dispatch_basis import request_dispatch
from agentline.services.match_payment import Foreseen, MatchedBy, foresee, match_payment
from agentline.services.settle_payment import take_in
from tests.billing_fakes import KIND, a_payment, a_recall
from tests.examples import CUSTOMER
from tests.memory_book import REFERENCE, MemoryDesk, open_memory_desk

DUE = sek(98_500)


@pytest.fixture
def office() -> MemoryDesk:
    """Basis 1, 985.00, is dispatched."""
    opened = open_memory_desk()
    request_dispatch(REFERENCE, "anna", "due", opened.desk)
    return opened


def unnamed(text: str, amount: Money = DUE) -> LedgerEvent:
    return replace(a_payment("p1", amount, None), text=text)


@pytest.mark.parametrize(
    "text",
    [
        f"Siv Exempel: kund {CUSTOMER}",
        CUSTOMER,
        f"kundnr:{CUSTOMER}, 070-1740605",
        f"{CUSTOMER} and {CUSTOMER} again",
        f"not {CUSTOMER[:-1]}9, but {CUSTOMER}",
    ],
)
def test_f25_a_customer_number_and_exactly_what_is_due_name_the_basis(
    office: MemoryDesk, text: str
) -> None:
    match = match_payment(unnamed(text), office.desk)
    assert match is not None
    assert (match.reference, match.by) == (REFERENCE, MatchedBy.AMOUNT)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Siv Exempel", DUE),  # the amount alone: it may be anybody's
        ("", DUE),
        (f"kund {CUSTOMER}", DUE + sek(1)),
        (f"kund {CUSTOMER}", DUE - sek(1)),
        (f"kund {CUSTOMER}", Money(98_500, "EUR")),
        (f"ring {CUSTOMER}7", DUE),  # part of a longer number
        (f"+46{CUSTOMER}", DUE),
        (f"08-{CUSTOMER}", DUE),
        (f"{CUSTOMER}-1", DUE),
        ("kund 100009", DUE),
        (" ".join(str(200_000 + other) for other in range(5)) + f" {CUSTOMER}", DUE),
    ],
)
def test_f25_anything_less_is_nobodys_and_goes_to_suspense(
    office: MemoryDesk, text: str, amount: Money
) -> None:
    event = unnamed(text, amount)
    assert match_payment(event, office.desk) is None
    take_in([event], office.desk)
    payment = office.book.payments[f"{KIND}#p1"]
    assert (payment.suspense, payment.customer) == (amount, None)
    assert office.book.bases[1].due == DUE


def test_f24_the_second_of_two_payments_that_are_alike_finds_nothing_due(
    office: MemoryDesk,
) -> None:
    first = unnamed(f"kund {CUSTOMER}")
    second = replace(first, id="evt-2", payment="p2")
    take_in([first, second], office.desk)
    assert office.book.bases[1].state is BasisState.PAID
    assert office.book.payments[f"{KIND}#p1"].applied == {1: DUE}
    assert office.book.payments[f"{KIND}#p2"].suspense == DUE


def test_what_is_due_by_now_counts_and_not_what_was_asked(office: MemoryDesk) -> None:
    credit_basis(REFERENCE, sek(8_500), "anna", "was cut off", office.desk)
    assert match_payment(unnamed(CUSTOMER), office.desk) is None
    match = match_payment(unnamed(CUSTOMER, sek(90_000)), office.desk)
    assert match is not None
    assert match.reference == REFERENCE


def test_a_draft_is_not_yet_asked_for_and_takes_no_payment_by_amount() -> None:
    assert match_payment(unnamed(CUSTOMER), open_memory_desk().desk) is None


def test_two_bases_on_which_the_same_is_due_are_not_told_apart(office: MemoryDesk) -> None:
    office.book.bases[2] = replace(office.book.bases[1], number=2)
    assert match_payment(unnamed(CUSTOMER), office.desk) is None


def test_a_name_goes_before_a_number_in_the_text(office: MemoryDesk) -> None:
    event = replace(unnamed(f"kund {CUSTOMER}"), reference=f"{CUSTOMER}-0007")
    match = match_payment(event, office.desk)
    assert match is not None
    assert (match.number, match.by) == (7, MatchedBy.REFERENCE)


def test_only_payments_are_placed_by_their_amount(office: MemoryDesk) -> None:
    event = unnamed(CUSTOMER)
    for kind in (EventKind.RECALL, EventKind.NOTICE):
        assert match_payment(replace(event, kind=kind), office.desk) is None


def test_what_would_come_of_an_event_is_what_comes_of_it_and_stores_nothing(
    office: MemoryDesk,
) -> None:
    named, lost = a_payment("p1", DUE, REFERENCE), unnamed("tack")
    lost = replace(lost, id="evt-lost", payment="lost")
    early = a_recall("p1", DUE, event="r1")
    expected = [Foreseen.PLACED, Foreseen.SUSPENSE, Foreseen.RECALLED]
    assert [foresee(event, office.desk).outcome for event in (named, lost, early)] == expected
    assert foresee(early, office.desk).words.endswith("which has not come yet")
    assert (office.book.events, office.book.payments) == ({}, {})
    take_in([named, lost], office.desk)
    for event in (named, lost):
        forecast = foresee(event, office.desk)
        taken = office.book.taken_event(f"{event.source}#{event.id}")
        assert taken is not None
        assert (forecast.outcome, forecast.words) == (Foreseen.KNOWN, taken.outcome)
    assert not foresee(early, office.desk).words.endswith("which has not come yet")
