"""The invariants of design.md 3 that concern edits, payments and the ledger."""

from collections import Counter
from collections.abc import Iterable, Iterator

from agentline.domain.basis import Basis
from agentline.domain.basis_lines import VersionOf, compute_lines, sum_of
from agentline.domain.basis_state import BasisState
from agentline.domain.billing_audit import (
    BASIS_CREDITED,
    BASIS_DISPATCHED,
    BASIS_VOIDED,
    LIMIT_RAISE_UNDONE,
    LIMIT_RAISED,
)
from agentline.domain.books import Books, Violation
from agentline.domain.money import Money

type Found = Iterator[tuple[str, str]]


def find_billing_violations(books: Books, version_of: VersionOf) -> tuple[Violation, ...]:
    """Every one that does not hold for a customer's bases and payments."""
    found = {
        "I2": _find_wrong_dues(books),
        "I3": _find_wrong_lines(books, version_of),
        "I6": _find_lost_money(books),
        "I7": _find_unexplained_raises(books),
        "I8": _find_unaudited_steps(books),
        "I9": _find_double_postings(books),
    }
    return tuple(
        Violation(
            invariant=invariant, customer=books.account.customer, subject=subject, detail=detail
        )
        for invariant, amiss in found.items()
        for subject, detail in amiss
    )


def _find_wrong_dues(books: Books) -> Found:
    for basis in books.bases:
        amounts = {
            "received": basis.received,
            "credited": basis.credited,
            "adjusted": basis.adjusted,
            "due": basis.due,
            "payable": basis.payable,
        }
        for name, amount in amounts.items():
            if amount.minor < 0:
                yield _name(basis), f"{amount} is {name}"
        if basis.state.is_settled and not basis.due.is_zero:
            yield _name(basis), f"it is {basis.state.value}, and {basis.due} is due"
        if basis.state.is_with_ledger and basis.with_state_of_amounts().state is not basis.state:
            wanted = basis.with_state_of_amounts().state.value
            yield _name(basis), f"it is {basis.state.value}; its amounts say {wanted}"


def _find_wrong_lines(books: Books, version_of: VersionOf) -> Found:
    """What is payable is what the lines come to; what was frozen never changes."""
    for basis in books.bases:
        if basis.frozen is None:
            orders = books.orders_on(basis.number)
            try:
                lines = compute_lines(orders, basis.edits, version_of, books.language)
            except (LookupError, ValueError) as error:
                yield _name(basis), f"its lines cannot be computed: {error}"
                continue
            total = sum_of(lines, basis.payable.currency)
            if total != basis.payable:
                yield _name(basis), f"{basis.payable} is payable, its lines come to {total}"
            continue
        copy = books.copies.get(basis.number)
        if copy is None:
            yield _name(basis), "its frozen copy is gone"
        elif copy.digest != basis.frozen:
            yield _name(basis), "its frozen copy is not the one that was frozen"
        elif not copy.total == copy.lines_total == basis.payable:
            yield _name(basis), f"{basis.payable} is payable, its copy comes to {copy.total}"


def _find_lost_money(books: Books) -> Found:
    """received - recalled - returned = applied + prepaid + suspense, payment by payment, and all
    of it where the account and the bases say it is."""
    received: Counter[int] = Counter()
    for payment in books.payments:
        if not payment.is_balanced:
            yield payment.key, "what was received of it is not where it went"
        amounts = [payment.prepaid, payment.suspense, payment.returned, payment.recalled_early]
        for amount in [*amounts, *payment.applied.values()]:
            if amount.minor < 0:
                yield payment.key, f"it has an amount of {amount}"
        for number, amount in payment.applied.items():
            received[number] += amount.minor
    for basis in books.bases:
        paid = received.pop(basis.number, 0)
        if basis.received.minor != paid:
            applied = Money(paid, basis.received.currency)
            yield _name(basis), f"it received {basis.received}, payments applied {applied}"
    for number in sorted(received):
        yield f"basis {number}", "a payment is applied to it, which there is not"
    prepaid = _total((payment.prepaid for payment in books.payments), books)
    if books.account.prepaid != prepaid:
        yield "account", f"{books.account.prepaid} is prepaid, payments say {prepaid}"


def _find_unexplained_raises(books: Books) -> Found:
    for basis in books.bases:
        standing = 0
        for entry in books.audit:
            if entry.subject == basis.reference and entry.what in {
                LIMIT_RAISED,
                LIMIT_RAISE_UNDONE,
            }:
                currency = basis.payable.currency
                after = Money.parse(entry.after["limit"], currency, signed=True)
                standing += after.minor
                standing -= Money.parse(entry.before["limit"], currency, signed=True).minor
        raised = basis.raised.minor if basis.raised else 0
        if standing != raised:
            yield _name(basis), f"it stands for a raise of {raised} minor, audited are {standing}"


def _find_unaudited_steps(books: Books) -> Found:
    by_basis: Counter[tuple[str, str]] = Counter()
    credited: Counter[str] = Counter()
    for entry in books.audit:
        by_basis[entry.subject, entry.what] += 1
        if entry.what == BASIS_CREDITED:
            amount = Money.parse(entry.after["credited"], books.account.limit.currency)
            credited[entry.subject] += amount.minor
    for basis in books.bases:
        subject = str(basis.number)
        if basis.state is BasisState.VOIDED and by_basis[subject, BASIS_VOIDED] != 1:
            yield _name(basis), "voided without an entry in the audit trail"
        if basis.credited.minor != credited[subject]:
            yield _name(basis), f"{basis.credited} credited, not as the audit trail says"
        noted = sum(note.amount.minor for note in basis.credit_notes)
        if basis.credited.minor != noted:
            yield _name(basis), f"{basis.credited} credited, not as its credit notes say"


def _find_double_postings(books: Books) -> Found:
    dispatched = Counter(entry.subject for entry in books.audit if entry.what == BASIS_DISPATCHED)
    ids = Counter(basis.posting.ledger_id for basis in books.bases if basis.posting)
    for basis in books.bases:
        times = dispatched[str(basis.number)]
        if times != (1 if basis.posting else 0):
            yield _name(basis), f"{times} dispatches are in the audit trail"
        if basis.posting and ids[basis.posting.ledger_id] > 1:
            yield _name(basis), f"another basis is the ledger's {basis.posting.ledger_id} too"
        if basis.posting and not basis.state.is_with_ledger:
            yield _name(basis), f"it is {basis.state.value}, and the ledger has made an invoice"
        if basis.state.is_with_ledger and not basis.posting and not basis.payable.is_zero:
            yield _name(basis), f"it is {basis.state.value}, and the ledger has nothing of it"


def _total(amounts: Iterable[Money], books: Books) -> Money:
    return sum(amounts, Money(0, books.account.limit.currency))


def _name(basis: Basis) -> str:
    return f"basis {basis.number}"
