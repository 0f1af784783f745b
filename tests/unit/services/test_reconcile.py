"""All books against each other; no damage hides another."""

from dataclasses import replace
from typing import Any

import pytest

from agentline.billing_ports import LedgerInvoice, LedgerNews, LedgerUnavailableError
from agentline.domain.books import Books, Damage, Orphan, OrphanKind
from agentline.domain.invoice import CreditNote, Invoice
from agentline.domain.money import sek
from agentline.services.reconcile import Findings, LookedAt, reconcile
from tests.books import BookKeeper, sound_books
from tests.examples import BASIC, NOON, a_record
from tests.fakes import FakeCatalogue

SOUND = sound_books()
CATALOGUE = FakeCatalogue(versions=[BASIC])
DAMAGE = Damage(customer=None, subject="NUM#x NUM", detail="cannot be read")
ORPHAN = Orphan(
    kind=OrphanKind.CUSTOMER_WITHOUT_ACCOUNT, customer="100009", subject="call c", detail=""
)


def found(*books: Books | Orphan | Damage) -> Findings:
    return reconcile(books, CATALOGUE, NOON)


def of_another(books: Books) -> Books:
    return replace(
        books,
        account=replace(books.account, customer="100002"),
        calls={name: replace(call, customer="100002") for name, call in books.calls.items()},
    )


def test_sound_books_are_counted_and_nothing_is_found() -> None:
    findings = found(SOUND)
    assert findings.is_sound
    assert findings.looked_at == LookedAt(
        customers=1,
        calls=len(SOUND.calls),
        orders=len(SOUND.orders),
        bases=1,
        payments=1,
        audit_entries=len(SOUND.audit),
    )


def test_orphans_and_damage_are_handed_on_and_make_unsound() -> None:
    assert found(DAMAGE).damage == [DAMAGE]
    assert found(ORPHAN).orphans == [ORPHAN]
    assert not found(DAMAGE).is_sound
    assert not found(ORPHAN).is_sound


def test_i1_a_contact_rated_for_two_customers_is_found() -> None:
    violations = found(SOUND, of_another(SOUND)).violations
    originals = [order for order in SOUND.orders if not order.is_correction]
    assert [violation.invariant for violation in violations] == ["I1"] * len(originals)
    assert violations[0].customer == "100002"


def test_f08_a_missing_price_list_is_a_violation_and_no_error() -> None:
    assert {v.invariant for v in reconcile([SOUND], FakeCatalogue(), NOON).violations} == {"I1"}


def test_overruns_alone_are_sound() -> None:
    call = replace(SOUND.calls["call-1"], hold=sek(100), talk_seconds=60)
    findings = found(replace(SOUND, calls={**SOUND.calls, "call-1": call}))
    assert findings.is_sound
    assert [overrun.call for overrun in findings.overruns] == ["call-1"]


@pytest.mark.parametrize("value", [None, "much", {}])
def test_books_with_a_value_of_another_kind_do_not_hide_the_others(value: Any) -> None:
    damaged = of_another(replace(SOUND, account=replace(SOUND.account, prepaid=value)))
    wrong = replace(SOUND, account=replace(SOUND.account, unpaid=sek(1)))
    findings = found(damaged, wrong)
    assert [damage.customer for damage in findings.damage] == ["100002"]
    assert "I2" in [violation.invariant for violation in findings.violations]


def test_a_store_that_is_down_is_no_finding() -> None:
    class StoreDownError(Exception):
        pass

    class CatalogueDown(FakeCatalogue):
        def price_list_version(self, key: object) -> Any:
            raise StoreDownError(key)

    with pytest.raises(StoreDownError):
        reconcile([SOUND], CatalogueDown(), NOON)


def test_what_a_second_look_does_not_show_was_being_stored_meanwhile() -> None:
    wrong = replace(SOUND, account=replace(SOUND.account, unpaid=sek(1)))
    still_wrong = replace(SOUND, account=replace(SOUND.account, unpaid=sek(2)))
    assert found(SOUND).seen_before(found(wrong)).is_sound
    assert found(wrong).seen_before(found(SOUND)).is_sound
    assert len(found(still_wrong).seen_before(found(wrong)).violations) == 1


class AskedLedger:
    """Knows the invoices of some references, and answers only so many questions."""

    def __init__(self, *known: str, answers: int = 100) -> None:
        self.known = known
        self.answers = answers

    def find(self, reference: str) -> LedgerInvoice | None:
        if not self.answers:
            raise LedgerUnavailableError("too many requests")
        self.answers -= 1
        return LedgerInvoice(id=reference) if reference in self.known else None

    def submit(self, invoice: Invoice) -> LedgerInvoice:
        raise NotImplementedError(invoice.reference)

    def credit(self, invoice: LedgerInvoice, note: CreditNote) -> None:
        raise NotImplementedError(f"{invoice.id} {note.id}")

    def news(self, cursor: str | None) -> LedgerNews | None:
        raise NotImplementedError(cursor)


def an_unpaid_basis() -> Books:
    keeper = BookKeeper()
    keeper.rate(a_record(keeper.ring().call, talk_seconds=49 * 60))
    keeper.dispatch(1)
    return keeper.books()


def test_an_unpaid_basis_that_the_ledger_does_not_know_is_an_orphan() -> None:
    books = an_unpaid_basis()
    [basis] = books.bases
    findings = reconcile([books], CATALOGUE, NOON, AskedLedger())
    assert [orphan.kind for orphan in findings.orphans] == [OrphanKind.BASIS_UNKNOWN_TO_LEDGER]
    known = reconcile([books], CATALOGUE, NOON, AskedLedger(basis.reference))
    assert known.is_sound
    assert known.looked_at.asked_of_ledger == 1


def test_a_ledger_that_does_not_answer_is_asked_no_further_and_that_is_told() -> None:
    books, waits = an_unpaid_basis(), []
    silent = AskedLedger(answers=0)
    findings = reconcile(
        [books, of_another(books)], CATALOGUE, NOON, silent, lambda: waits.append(1)
    )
    assert findings.ledger_silent_because == "too many requests"
    assert len(waits) == 1


def test_a_paid_basis_is_not_asked_for() -> None:
    assert reconcile([SOUND], CATALOGUE, NOON, AskedLedger(answers=0)).is_sound
