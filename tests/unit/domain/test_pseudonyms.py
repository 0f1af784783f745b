"""What stays of an erased customer, and what may be asked for before."""

from dataclasses import replace
from datetime import date

import pytest

from agentline.domain.audit import AuditEntry, audit_link, audit_registration
from agentline.domain.basis_edit import Goodwill, LineText
from agentline.domain.billing_audit import PAYMENT_RECEIVED, audit_limit_changed, audit_payment
from agentline.domain.catalogue import Language
from agentline.domain.customer import Customer, CustomerStatus
from agentline.domain.erasure import (
    CUSTOMER_ERASED,
    ERASED,
    Erasure,
    ErasureRefusedError,
    ErasureSide,
    audit_erasure,
    begin_erasure,
    copies_kept,
    erased_entry,
    names_person,
)
from agentline.domain.invariants import find_violations
from agentline.domain.money import sek
from agentline.domain.pseudonyms import scrub_basis, scrub_entry, scrub_payment
from agentline.domain.reason import Reason
from agentline.domain.receivables import Actor, Receivables
from agentline.domain.suspense_words import SuspenseCode
from tests.books import BookKeeper, price_of, sound_books
from tests.examples import CALLER, CUSTOMER, NOON, OPENING_LIMIT, OWNER, a_record, an_account

BY = Actor(who="anna", why="asked for in writing", at=NOON)
PERSON = Customer(
    number=CUSTOMER,
    owner=OWNER,
    language=Language.SWEDISH,
    registered_at=NOON,
    source="fake",
    fetched_at=NOON,
    email="siv@example.com",
    tags=frozenset({"regular"}),
)


def an_entry(**told: str) -> AuditEntry:
    return AuditEntry(
        customer=CUSTOMER,
        at=NOON,
        who="anna",
        what="profile_changed",
        subject=CUSTOMER,
        before={},
        after=told,
        why="Siv rang and said so",
    )


def a_side(keeper: BookKeeper | None = None, **kept: object) -> ErasureSide:
    kept_by = keeper or BookKeeper()
    side = ErasureSide(
        customer=PERSON,
        books=Receivables(account=kept_by.account, bases=dict(kept_by.bases)),
        payments=tuple(kept_by.payments.values()),
        numbers=(CALLER,),
    )
    return replace(side, **kept)  # type: ignore[arg-type]


def test_what_is_not_known_to_be_harmless_goes() -> None:
    told = {"name": OWNER.name, "postcode": OWNER.postcode, "status": "closed", CALLER: "same"}
    scrubbed = scrub_entry(an_entry(**told), "erased-1")
    assert scrubbed.after == {
        "name": ERASED,
        "postcode": ERASED,
        "status": "closed",
        ERASED: ERASED,
    }
    assert (scrubbed.who, scrubbed.what, scrubbed.at) == ("anna", "profile_changed", NOON)
    assert (scrubbed.subject, scrubbed.why) == (CUSTOMER, ERASED)


def test_amounts_and_states_tell_the_checker_what_they_told_before() -> None:
    sound = sound_books()
    scrubbed = replace(sound, audit=tuple(scrub_entry(one, "erased") for one in sound.audit))
    free = replace(scrubbed, numbers=(), listed_numbers=())
    assert find_violations(free, price_of) == ()
    limit = audit_limit_changed(an_account(), sek(50_000), "asked for", "anna", NOON)
    assert scrub_entry(limit, "erased").after == {"limit": "500.00"}
    paid = audit_payment(
        PAYMENT_RECEIVED,
        CUSTOMER,
        "file#7@x",
        {"amount": sek(5), "basis 1": sek(5)},
        "f",
        "w",
        NOON,
    )
    kept = scrub_entry(paid, "erased")
    assert (kept.subject, kept.after) == (paid.subject, paid.after)


def test_a_subject_that_is_a_number_becomes_the_pseudonym() -> None:
    linked = scrub_entry(audit_link(CUSTOMER, CALLER, "fake", NOON), "erased-7")
    assert (linked.subject, linked.after) == ("erased-7", {"number": ERASED})
    registered = scrub_entry(audit_registration(PERSON, CALLER, OPENING_LIMIT), "erased-8")
    assert (registered.subject, registered.after["limit"]) == (CUSTOMER, "1000.00")
    assert registered.why == "first call from erased; owner found in directory fake"


def test_what_the_system_wrote_of_a_basis_stays() -> None:
    keeper = BookKeeper()
    keeper.rate(a_record(keeper.ring().call, talk_seconds=49 * 60))
    keeper.edit(1, LineText(line="call-1", text="Siv's call"))
    keeper.edit(1, Goodwill(amount=sek(100)))
    basis = keeper.bases[1]
    scrubbed = scrub_basis(replace(basis, trouble="no such customer: Siv"))
    assert scrubbed.closed_because == basis.closed_because
    assert (scrubbed.payable, scrubbed.trouble) == (basis.payable, ERASED)
    text, goodwill = scrubbed.edits
    assert text.rule == LineText(line="call-1", text=ERASED)
    assert (goodwill.rule, goodwill.why) == (Goodwill(amount=sek(100)), ERASED)
    early = scrub_basis(replace(basis, is_closed_by_limit=False))
    assert early.closed_because == ERASED
    [closing] = [one for one in keeper.audit if one.what == "basis_closed"]
    assert scrub_entry(closing, "erased") == closing


def test_a_payment_keeps_its_amounts_and_loses_the_payers_words() -> None:
    keeper = BookKeeper()
    keeper.rate(a_record(keeper.ring().call, talk_seconds=49 * 60))
    keeper.settle(1)
    [payment] = keeper.payments.values()
    because = Reason(code=SuspenseCode.NOTHING_KNOWN, params={"reference": "Siv"})
    told = replace(payment, text="from Siv", named="reference Siv", suspended_because=because)
    scrubbed = scrub_payment(told)
    assert (scrubbed.text, scrubbed.named) == (ERASED, ERASED)
    assert scrubbed.suspended_because == replace(because, params={"reference": ERASED})
    assert scrubbed.applied == payment.applied


def test_the_register_knows_nobody_by_the_entry() -> None:
    entry = erased_entry(PERSON)
    assert (entry.owner.name, entry.email, entry.tags) == (ERASED, None, frozenset())
    assert (entry.status, entry.revision) == (CustomerStatus.ERASED, 2)
    assert not entry.owner.is_complete


@pytest.mark.parametrize(
    "text",
    [
        "asked for by SIV EXEMPEL",
        "moved from Provgatan 1",
        "wrote from siv@example.com",
        "rang from 070-174 06 05",
        f"rang from {CALLER}",
    ],
)
def test_a_reason_may_name_the_customer_in_any_way(text: str) -> None:
    assert names_person(text, a_side())
    assert not names_person("asked for in writing on 2026-03-10", a_side())


def test_who_has_nothing_open_may_be_erased_once() -> None:
    side = a_side()
    erasure = begin_erasure([side], "deed", BY)
    assert (erasure.customer, erasure.numbers, erasure.copies) == (CUSTOMER, 1, 0)
    again = replace(side, customer=erased_entry(PERSON))
    with pytest.raises(ErasureRefusedError, match="was done before"):
        begin_erasure([again], "deed", BY)


def test_money_in_suspense_is_money_owed() -> None:
    keeper = BookKeeper()
    keeper.rate(a_record(keeper.ring().call, talk_seconds=49 * 60))
    keeper.settle(1)
    [payment] = keeper.payments.values()
    waiting = a_side(keeper, payments=(replace(payment, suspense=sek(500)),))
    with pytest.raises(ErasureRefusedError, match="is in suspense"):
        begin_erasure([waiting], "deed", BY)


def test_copies_are_kept_until_the_end_of_the_seventh_year_after_theirs() -> None:
    keeper = BookKeeper()
    for minutes in (5, 6):
        keeper.rate(a_record(keeper.ring().call, talk_seconds=60 * minutes))
        keeper.settle(keeper.close())
    keeper.bases[2] = replace(keeper.bases[2], issued_on=date(2027, 1, 1))
    assert copies_kept([a_side(keeper)]) == (2, date(2034, 12, 31))
    assert copies_kept([a_side()]) == (0, None)


def test_the_entries_of_the_erasure_itself_keep_their_reason() -> None:
    erasure = Erasure(
        customers=(CUSTOMER,), by=BY, deed="deed", numbers=1, copies=0, copies_until=None
    )
    entry = audit_erasure(CUSTOMER_ERASED, erasure, CUSTOMER, NOON)
    assert scrub_entry(entry, "erased") == entry


def test_a_closing_by_staff_loses_its_reason() -> None:
    keeper = BookKeeper()
    keeper.rate(a_record(keeper.ring().call))
    keeper.close()
    [closing] = [one for one in keeper.audit if one.what == "basis_closed"]
    assert scrub_entry(closing, "erased").why == ERASED
