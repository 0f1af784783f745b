"""Comparing everything kept with everything else (invariants of design.md 3)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from agentline.billing_ports import Ledger, LedgerRejectedError, LedgerUnavailableError
from agentline.domain.billing_invariants import find_billing_violations
from agentline.domain.books import Books, Damage, Orphan, OrphanKind, Overrun, Violation
from agentline.domain.invariants import find_violations
from agentline.domain.leftovers import find_orphans, find_overruns
from agentline.domain.manual_invariants import find_manual_violations
from agentline.domain.money import Money
from agentline.domain.order import Order, recompute
from agentline.ports import Catalogue

# What values that are not what they should be raise; a store that is down raises other things.
_WRONG_VALUES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(slots=True, kw_only=True)
class LookedAt:
    """How much was compared."""

    customers: int = 0
    calls: int = 0
    orders: int = 0
    bases: int = 0
    payments: int = 0
    audit_entries: int = 0
    asked_of_ledger: int = 0

    def add(self, books: Books) -> None:
        self.customers += 1
        self.calls += len(books.calls)
        self.orders += len(books.all_orders)
        self.bases += len(books.bases)
        self.payments += len(books.payments)
        self.audit_entries += len(books.audit)


@dataclass(slots=True, kw_only=True)
class Findings:
    """What is amiss, and calls that cost more than was held for them, which may be as it is."""

    violations: list[Violation] = field(default_factory=list)
    orphans: list[Orphan] = field(default_factory=list)
    damage: list[Damage] = field(default_factory=list)
    overruns: list[Overrun] = field(default_factory=list)
    looked_at: LookedAt = field(default_factory=LookedAt)
    ledger_silent_because: str | None = None

    @property
    def is_sound(self) -> bool:
        return not (self.violations or self.orphans or self.damage)

    def seen_before(self, earlier: "Findings") -> "Findings":
        """These findings without those that an earlier look did not show.

        Both halves of a decision that was stored while it was read are there at the next look.
        """
        return Findings(
            violations=_again(self.violations, earlier.violations),
            orphans=_again(self.orphans, earlier.orphans),
            damage=_again(self.damage, earlier.damage),
            overruns=self.overruns,
            looked_at=self.looked_at,
            ledger_silent_because=self.ledger_silent_because,
        )


def reconcile(
    books: Iterable[Books | Orphan | Damage],
    catalogue: Catalogue,
    now: datetime,
    ledger: Ledger | None = None,
    pace: Callable[[], None] = lambda: None,
) -> Findings:
    """Check every customer's books, and those of all against each other; and against the `ledger`
    whether it knows what is unpaid, if it is given. A ledger that does not answer, or not to us, is
    asked no further, and the findings say so; `pace` waits before each question to it.

    Books so damaged that they cannot be checked are findings like any other: never raises for
    them, but lets through what reading the books themselves raises.
    """
    findings = Findings()
    rated_for: dict[str, str] = {}

    for found in books:
        match found:
            case Orphan():
                findings.orphans.append(found)
            case Damage():
                findings.damage.append(found)
            case Books():
                findings.looked_at.add(found)
                _check(found, catalogue, now, findings)
                if ledger and findings.ledger_silent_because is None:
                    _ask_ledger(found, ledger, pace, findings)
                findings.violations += _find_orders_of_others(found, rated_for)
    return findings


def look_twice(look: Callable[[], Findings]) -> Findings:
    """What is amiss at a second look too: life goes on meanwhile, and one look may see a decision
    by halves."""
    first = look()
    return first if first.is_sound else look().seen_before(first)


def _check(books: Books, catalogue: Catalogue, now: datetime, findings: Findings) -> None:
    def price_of(order: Order) -> Money:
        return recompute(order, catalogue.price_list_version(order.pin.price_list))

    try:
        findings.violations += find_violations(books, price_of)
        findings.violations += find_billing_violations(books, catalogue.price_list_version)
        findings.violations += find_manual_violations(books)
        findings.orphans += find_orphans(books, now)
        findings.overruns += find_overruns(books, price_of)
    except _WRONG_VALUES as error:
        detail = f"cannot be checked: {type(error).__name__}: {error}"
        customer = books.account.customer
        findings.damage.append(Damage(customer=customer, subject="books", detail=detail))


def _ask_ledger(books: Books, ledger: Ledger, pace: Callable[[], None], findings: Findings) -> None:
    for basis in books.bases:
        if not basis.posting or basis.due.minor <= 0:
            continue
        pace()
        try:
            is_known = ledger.find(basis.reference) is not None
        except (LedgerRejectedError, LedgerUnavailableError) as error:
            findings.ledger_silent_because = str(error)
            return
        findings.looked_at.asked_of_ledger += 1
        if not is_known:
            findings.orphans.append(
                Orphan(
                    kind=OrphanKind.BASIS_UNKNOWN_TO_LEDGER,
                    customer=basis.customer,
                    subject=basis.reference,
                    detail=f"{basis.due} is due on it, and the ledger has no such invoice",
                )
            )


def _find_orders_of_others(books: Books, rated_for: dict[str, str]) -> list[Violation]:
    """Contacts that an original order was made of for another customer too, and manual orders of
    two customers (I1)."""
    customer = books.account.customer
    doubled = []
    originals = [order.contact for order in books.orders if not order.is_correction]
    for name in (*originals, *(order.id for order in books.manual_orders)):
        other = rated_for.setdefault(name, customer)
        if other != customer:
            detail = f"it has an original order of customer {other} too"
            doubled.append(
                Violation(invariant="I1", customer=customer, subject=name, detail=detail)
            )
    return doubled


def _again[Finding: (Violation, Orphan, Damage)](
    now: list[Finding], before: list[Finding]
) -> list[Finding]:
    """The same thing may be told in other figures."""
    known = {replace(finding, detail="") for finding in before}
    return [finding for finding in now if replace(finding, detail="") in known]
