"""What invoicing keeps comes back as it was, all or nothing, and costs what it must."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from agentline.adapters.dynamodb import rows
from agentline.billing_ports import (
    BillingChange,
    EventMetError,
    MovedOrder,
    OwnTerms,
    PostedBasis,
)
from agentline.domain.account import NothingToCloseError
from agentline.domain.basis import Basis, Posting
from agentline.domain.basis_edit import (
    ArticleLine,
    BasisReduction,
    Edit,
    Goodwill,
    LineReduction,
    LineText,
    OtherPriceList,
    OwnRate,
    Rule,
)
from agentline.domain.basis_state import BasisState
from agentline.domain.invoice import CreditNote, VatShare
from agentline.domain.money import sek
from agentline.domain.payment import Payment, no_payment_yet
from agentline.domain.percent import Percent
from agentline.domain.reason import Reason
from agentline.domain.receivables import Receivables
from agentline.domain.suspense_words import SuspenseCode
from agentline.ports import AccountChangedError, CustomerMissingError
from agentline.services.billing_desk import open_customer
from agentline.services.edit_basis import close_basis
from agentline.services.limits import set_terms
from tests.billing_fakes import a_notice, a_payment, a_recall
from tests.examples import BASIC, OWNER
from tests.integration.billing.house import Caller, House
from tests.integration.call_path.ringing import at_once

VAT_6, VAT_25 = Percent.parse("6"), Percent.parse("25")
EXACT = datetime(2026, 3, 10, 12, 0, 0, 123_456, tzinfo=UTC)
RULES: list[Rule] = [
    OwnRate(rate_per_minute=sek(1_550)),
    OtherPriceList(price_list=BASIC.key),
    LineReduction(line="call-1", reduction=Percent.parse("12.5")),
    LineReduction(line="call-1#20260310T130000000000", reduction=sek(1)),
    LineText(line="call-1", text='Tarot, "lång" – 好\n'),
    ArticleLine(text="Kort", quantity=12, unit_price=sek(1_250), vat_percent=VAT_6),
    BasisReduction(reduction=Percent.parse("0.0001")),
    BasisReduction(reduction=sek(99)),
    Goodwill(amount=sek(10_000)),
]


@pytest.fixture
def caller(house: House) -> Caller:
    return house.blocked_caller()


def keep(house: House, basis: Basis) -> Basis:
    house.desk.book.store_basis(basis)
    return house.basis(basis.reference)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
def test_every_rule_comes_back_as_it_was(house: House, caller: Caller, rule: Rule) -> None:
    draft = house.basis(caller.reference())
    edit = Edit(id="e1", rule=rule, who="anna", why="kund missnöjd", at=EXACT)
    assert keep(house, replace(draft, edits=(edit, replace(edit, id="e2")))).edits == (
        edit,
        replace(edit, id="e2"),
    )
    keep(house, replace(draft, version=2))


def test_everything_a_basis_can_have_comes_back_as_it_was(house: House, caller: Caller) -> None:
    draft = house.basis(caller.reference())
    note = CreditNote(
        id="K1",
        reference=draft.reference,
        amount=sek(2_000),
        vat=(VatShare(percent=VAT_25, gross=sek(2_000), vat=sek(400)),),
        why="samtalet bröts",
        issued_on=date(2026, 3, 11),
    )
    full = replace(
        draft,
        state=BasisState.PART_PAID,
        payable=sek(98_000),
        received=sek(1),
        credited=sek(2_000),
        adjusted=sek(3),
        raised=sek(0),
        credit_notes=(note, replace(note, id="K2")),
        unsent_credit_notes=frozenset({"K2"}),
        attempt=3,
        frozen="0" * 64,
        issued_on=date(2026, 3, 10),
        due_on=date(2026, 4, 9),
        posting=Posting(ledger_id="inv/1 ?", number=None, ocr="1000010001008"),
        trouble="Kunden saknar adress.",
        submitting_until=EXACT,
        is_overdue=True,
    )
    assert keep(house, full) == replace(full, version=2)
    assert keep(house, replace(draft, version=2)) == replace(draft, version=3)


def test_a_frozen_copy_comes_back_as_it_was_and_so_does_its_digest(house: House) -> None:
    caller = house.invoiced_caller()
    book = house.desk.book
    [sent] = house.ledger.postings
    copy = book.copy_of(caller.customer, 1)
    assert copy == sent
    assert copy is not None
    assert book.digest_of(copy) == house.basis(caller.reference()).frozen
    assert book.digest_of(replace(copy, ocr="0")) != book.digest_of(copy)
    assert book.copy_of(caller.customer, 2) is None
    assert (copy.phone, copy.buyer) == (
        caller.number,
        replace(OWNER, street=f"Gatan {caller.number}"),
    )


def test_a_payment_with_everything_comes_back_as_it_was(house: House) -> None:
    full = replace(
        no_payment_yet("camt054", "REF#1#å", "SEK", "OCR 12", EXACT, date(2026, 3, 9)),
        amount=sek(1_000),
        text="Från Siv",
        suspense=sek(100),
        returned=sek(200),
        recalls={"r1": sek(700), "r2": sek(5)},
        recalled_early=sek(5),
        suspended_because=Reason(code=SuspenseCode.NO_CUSTOMER, params={"customer": "12"}),
        task="look into it",
    )
    assert full.is_balanced
    house.desk.book.store(BillingChange(payments=(full,)))
    stored = house.desk.book.payment("camt054", "REF#1#å")
    assert stored == replace(full, version=1)


def test_what_ledgers_tell_comes_back_as_it_was(house: House) -> None:
    told = [
        a_payment("p#1", sek(1), None, event="e#1", ocr="1248", ledger_id="inv_1", source="bgmax"),
        a_recall("p#1", sek(1), "100001-0001", event="e2"),
        a_notice("adressen är okänd", None),
    ]
    for event in told:
        key = f"{event.source}#{event.id}"
        assert house.desk.book.taken_event(key) is None
        assert house.desk.book.take_in(event, EXACT)
        assert not house.desk.book.take_in(replace(event, text="other"), EXACT)
        taken = house.desk.book.taken_event(key)
        assert taken is not None
        assert (taken.event, taken.taken_at, taken.attempt, taken.outcome) == (
            event,
            EXACT,
            1,
            None,
        )
        assert house.desk.book.next_attempt(taken) == 2
        with pytest.raises(AccountChangedError):
            house.desk.book.next_attempt(taken)


@pytest.mark.parametrize(
    "terms",
    [
        OwnTerms(due_days=10, limit_step=sek(0), limit_cap=sek(700_000), limit_days=0),
        OwnTerms(limit_step=sek(25_000)),
    ],
)
def test_own_terms_come_back_as_they_were(house: House, terms: OwnTerms) -> None:
    caller = house.register()
    assert house.desk.book.own_terms(caller.customer) == OwnTerms()
    set_terms(caller.customer, terms, "anna", "agreed", house.desk)
    assert house.desk.book.own_terms(caller.customer) == terms


def test_a_cursor_comes_back_as_it_was(house: House) -> None:
    assert house.desk.book.cursor("elsewhere") is None
    house.desk.book.store_cursor("elsewhere", "2026-03-10|7")
    assert house.desk.book.cursor("elsewhere") == "2026-03-10|7"


def test_who_is_unknown_is_missing(house: House) -> None:
    with pytest.raises(CustomerMissingError):
        open_customer("999999", house.desk)
    with pytest.raises(CustomerMissingError):
        house.desk.book.buyer("999999")
    assert house.desk.book.phone_of("999999") is None
    assert house.desk.book.payments_of("999999") == ()


def a_stored_payment(house: House, caller: Caller) -> Payment:
    house.tell(replace(caller.pays(100), reference=None))
    return house.payment(caller)


def test_nothing_of_a_change_is_stored_if_any_of_it_was_changed_meanwhile(
    house: House, caller: Caller
) -> None:
    payment = a_stored_payment(house, caller)
    opened = open_customer(caller.customer, house.desk)
    [order] = house.orders(caller)
    changed = opened.books.with_basis(replace(opened.books.basis(1), payable=sek(1)))
    whole = BillingChange(before=opened.books, after=changed, payments=(payment,))
    stale_basis = replace(opened.books.basis(1), version=7, payable=sek(1))
    stale = [
        replace(whole, after=opened.books.with_basis(stale_basis)),
        replace(whole, payments=(replace(payment, version=7),)),
        replace(whole, before=_older(opened.books)),
        replace(whole, moved=(MovedOrder(order=order, came_from=2),)),
        replace(whole, event=f"webhook#{caller.pays(100).id}"),
    ]
    for change in stale:
        with pytest.raises((AccountChangedError, EventMetError)):
            house.desk.book.store(change)
        assert open_customer(caller.customer, house.desk).books == opened.books
        assert house.payment(caller) == payment


def test_an_event_is_met_once(house: House, caller: Caller) -> None:
    event = caller.pays(98_500)
    house.tell(event)
    key, account = f"{event.source}#{event.id}", house.account(caller)
    with pytest.raises(EventMetError):
        house.desk.book.store(BillingChange(event=key, outcome="again"))
    assert house.account(caller) == account
    taken = house.desk.book.taken_event(key)
    assert taken is not None
    assert taken.outcome == "985.00 SEK prepaid"


def test_a_ledgers_invoice_is_of_one_basis_for_ever(house: House) -> None:
    first, second = house.invoiced_caller(), house.invoiced_caller()
    posted = house.basis(first.reference())
    basis = house.basis(second.reference())
    taken = BillingChange(
        posted=PostedBasis(basis=replace(basis, posting=posted.posting), source="webhook")
    )
    with pytest.raises(AccountChangedError):
        house.desk.book.store(taken)
    assert posted.posting is not None
    book = house.desk.book
    found = book.basis_of_ledger_id("webhook", posted.posting.ledger_id)
    assert found == book.basis_of_ocr(str(posted.posting.ocr)) == (first.customer, 1)
    assert book.basis_of_ledger_id("stripe", posted.posting.ledger_id) is None


def test_the_orders_of_a_basis_are_read_without_those_of_others(house: House) -> None:
    caller = house.register()
    for _basis in range(3):
        for _call in range(12):
            house.talk(caller, 1)
            house.clock.pass_time(timedelta(minutes=10))
        close_basis(caller.customer, "anna", "early", house.desk)
    draft = house.basis(caller.reference(2))
    with looking() as looked_at:
        orders = house.desk.book.orders_on(draft)
    assert [order.basis for order in orders] == [2] * 12
    assert len(house.orders(caller)) == 36
    assert looked_at == [12]


@contextmanager
def looking() -> Iterator[list[int]]:
    """How many rows the store looks at for each query of the block."""
    looked_at: list[int] = []
    events = rows.Row.connect().client.meta.events

    def note(parsed: dict[str, Any], **_: Any) -> None:
        looked_at.append(parsed["ScannedCount"])

    events.register("after-call.dynamodb.Query", note)
    try:
        yield looked_at
    finally:
        events.unregister("after-call.dynamodb.Query", note)


def test_a_change_that_was_overtaken_is_decided_again(house: House) -> None:
    callers = [house.register() for _ in range(3)]
    for caller in callers:
        house.talk(caller, 1)

    def work(worker: int) -> None:
        caller = callers[worker % 3]
        if worker < 3:
            house.tell(caller.pays(10_000))
            return
        try:
            close_basis(caller.customer, "anna", "early", house.desk)
        except NothingToCloseError:
            return

    at_once(9, work)
    for caller in callers:
        account = house.account(caller)
        assert (account.prepaid, account.unpaid) == (sek(10_000), sek(2_500))


def _older(books: Receivables) -> Receivables:
    account = replace(books.account, version=books.account.version - 1, limit=sek(1))
    return books.with_account(account)
