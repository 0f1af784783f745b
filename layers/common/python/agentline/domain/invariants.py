"""The invariants of design.md 3 as far as one customer's books can show them.

What concerns edits, payments and the ledger is in `billing_invariants`, what concerns manual orders
and refunds in `manual_invariants`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from agentline.domain.audit import BASIS_CLOSED, CUSTOMER_REGISTERED, NUMBER_LINKED, AuditEntry
from agentline.domain.basis_lines import line_id
from agentline.domain.books import Books, Violation
from agentline.domain.call import ScreenedCall, Verdict
from agentline.domain.manual_order import ManualOrder
from agentline.domain.merge_audit import taken_numbers
from agentline.domain.money import Money, MoneyError
from agentline.domain.order import Order
from agentline.domain.receivables import is_blocking

PriceOf = Callable[[Order], Money]
"""What an order's talk costs at the price pinned for it. May raise LookupError or ValueError."""

Found = Iterator[tuple[str, str]]
"""What is amiss: the subject, and how."""

ACCOUNT = "account"


def find_violations(books: Books, price_of: PriceOf) -> tuple[Violation, ...]:
    """Every invariant that does not hold, in the order of design.md."""
    found = {
        "I1": _find_mispriced_contacts(books, price_of),
        "I2": _find_wrong_balances(books),
        "I3": _find_wrong_bases(books),
        "I4": _find_unpayable_admissions(books),
        "I5": _find_wrong_numbering(books),
        "I7": _find_unexplained_limit(books),
        "I8": _find_unaudited_changes(books),
    }
    return tuple(
        Violation(
            invariant=invariant, customer=books.account.customer, subject=subject, detail=detail
        )
        for invariant, amiss in found.items()
        for subject, detail in amiss
    )


def _find_mispriced_contacts(books: Books, price_of: PriceOf) -> Found:
    by_contact: dict[str, list[Order]] = defaultdict(list)
    for order in (*books.orders, *books.elsewhere):
        by_contact[order.contact].append(order)
    for contact, orders in by_contact.items():
        originals = sum(not order.is_correction for order in orders)
        if originals != 1:
            yield contact, f"it has {originals} original orders, not one"
        if len({order.record_version for order in orders}) < len(orders):
            yield contact, "it has two orders for one version of its record"
        charged = Money(0, orders[0].amount.currency)
        for order in sorted(orders, key=lambda order: order.record_version):
            if order.charged_before not in (None, charged):
                yield contact, f"a correction starts from {order.charged_before}, not {charged}"
            charged += order.amount
        yield from _find_wrong_price(contact, orders, charged, books, price_of)


def _find_wrong_price(
    contact: str, orders: Iterable[Order], charged: Money, books: Books, price_of: PriceOf
) -> Found:
    newest = max(orders, key=lambda order: order.record_version)
    call = books.calls.get(newest.call)
    if call and call.pin and newest.pin != call.pin:
        yield contact, "it was not charged at the price pinned when the call was let in"
    try:
        price = price_of(newest)
    except (LookupError, ValueError) as error:
        yield contact, f"its price cannot be recomputed: {error}"
        return
    if price != charged:
        yield contact, f"{charged} was charged for talk that costs {price}"


def _find_wrong_balances(books: Books) -> Found:
    account = books.account
    unbilled = _total((order.amount for order in books.orders_on(_open(books))), books)
    if account.unbilled != unbilled:
        yield ACCOUNT, f"{account.unbilled} is unbilled, the open basis comes to {unbilled}"
    due = _total((basis.due for basis in books.bases), books)
    if account.unpaid != due:
        yield ACCOUNT, f"{account.unpaid} is unpaid, the closed bases come to {due}"
    if account.unbilled.minor < 0 and not _takes_off_others(_open(books), books):
        yield ACCOUNT, f"{account.unbilled} is unbilled"
    if account.prepaid.minor < 0:
        yield ACCOUNT, f"{account.prepaid} is prepaid"
    yield from _find_groundless_holds(books)


def _takes_off_others(basis: int, books: Books) -> bool:
    """What a correction takes off a basis dispatched already is taken off the open one instead.

    A basis may come to less than nothing by that, by goodwill and refunds, and by nothing else
    (design.md 2.2, 2.3).
    """
    home = {order.contact: order.basis for order in books.orders if not order.is_correction}
    return any(
        order.amount.minor < 0
        and (isinstance(order, ManualOrder) or home.get(order.contact) != order.basis)
        for order in books.orders_on(basis)
    )


def _find_groundless_holds(books: Books) -> Found:
    if books.merged_into and books.account.holds:
        yield ACCOUNT, f"credit is held, though the customer was merged into {books.merged_into}"
    for name, hold in books.account.holds.items():
        call = books.calls.get(name)
        if hold.amount.minor < 0:
            yield name, f"{hold.amount} is held"
        if call is None:
            yield name, f"{hold.amount} is held for a call that was never screened"
        elif not _is_admitted(call, books) or call.hold is None:
            yield name, f"{hold.amount} is held for a call not let in on this customer's credit"


def _find_wrong_bases(books: Books) -> Found:
    currency = books.account.limit.currency
    numbers = {_open(books), *(basis.number for basis in books.bases)}
    for order in books.all_orders:
        if order.amount.currency != currency:
            yield line_id(order), f"it is charged in {order.amount.currency}, not {currency}"
        if order.basis not in numbers:
            yield line_id(order), f"it is on basis {order.basis}, which there is not"
    open_basis = books.account.open_basis
    yield from _find_miscount(open_basis.number, open_basis.count, books)
    for basis in books.bases:
        yield from _find_miscount(basis.number, basis.count, books)
        total = _total((order.amount for order in books.orders_on(basis.number)), books)
        if basis.total != total:
            yield _name(basis.number), f"its total is {basis.total}, its orders come to {total}"


def _find_miscount(basis: int, counted: int, books: Books) -> Found:
    there = len(books.orders_on(basis))
    if counted != there:
        yield _name(basis), f"{counted} orders are counted, {there} are on it"


def _find_unpayable_admissions(books: Books) -> Found:
    for name, call in books.calls.items():
        if not _is_admitted(call, books):
            continue
        credit = call.credit
        if credit is None:
            if call.pin:
                yield name, "let in on a charged line without a look at the credit"
            continue
        if credit.available < credit.shortest:
            yield name, f"let in with {credit.available} for a call of {credit.shortest} at least"
        if call.hold and call.hold > credit.available:
            yield name, f"{call.hold} was held of {credit.available} that was available"
    for order in books.orders:
        rated = books.calls.get(order.call)
        if rated and not (rated.verdict is Verdict.ADMIT and rated.pin):
            yield order.contact, "charged, though the call was not let in on a charged line"


def _find_wrong_numbering(books: Books) -> Found:
    account = books.account
    numbers = sorted(basis.number for basis in books.bases)
    if numbers != list(range(1, _open(books))):
        yield ACCOUNT, f"basis {_open(books)} is open, and of those before it closed: {numbers}"
    unsettled = {basis.number: basis for basis in books.bases if is_blocking(basis)}
    if account.blocking_basis is None:
        if any(basis.is_closed_by_limit for basis in unsettled.values()):
            yield ACCOUNT, "nothing blocks, though a basis closed by the limit is not settled"
    elif account.blocking_basis not in unsettled:
        yield ACCOUNT, f"basis {account.blocking_basis} blocks, though there is nothing to settle"


def _find_unexplained_limit(books: Books) -> Found:
    changes = [entry for entry in books.audit if "limit" in entry.after]
    limit = books.account.limit
    try:
        explained = _total((_change_of_limit(entry, limit.currency) for entry in changes), books)
    except (KeyError, MoneyError) as error:
        yield ACCOUNT, f"the audit trail does not tell the limit: {error}"
        return
    if limit != explained:
        yield ACCOUNT, f"the limit is {limit}, the audit trail tells of {explained}"


def _change_of_limit(entry: AuditEntry, currency: str) -> Money:
    after = Money.parse(entry.after["limit"], currency)
    if entry.what == CUSTOMER_REGISTERED:
        return after
    return after - Money.parse(entry.before["limit"], currency)


def _find_unaudited_changes(books: Books) -> Found:
    registrations = [entry for entry in books.audit if entry.what == CUSTOMER_REGISTERED]
    if len(registrations) != 1:
        yield ACCOUNT, f"{len(registrations)} registrations in the audit trail, not one"
    closings = Counter(entry.subject for entry in books.audit if entry.what == BASIS_CLOSED)
    for basis in books.bases:
        times = closings[str(basis.number)]
        if times != 1:
            yield _name(basis.number), f"{times} closings in the audit trail, not one"
    audited = {entry.after.get("number") for entry in registrations}
    audited |= {entry.subject for entry in books.audit if entry.what == NUMBER_LINKED}
    audited |= {number for entry in books.audit for number in taken_numbers(entry)}
    for number in books.numbers:
        if number not in audited:
            yield number, "linked to the customer without an entry in the audit trail"
    for entry in books.audit:
        if not (entry.who and entry.what and entry.subject and entry.why):
            yield entry.subject or ACCOUNT, "an audit entry does not say who, what and why"


def _is_admitted(call: ScreenedCall, books: Books) -> bool:
    return call.verdict is Verdict.ADMIT and call.customer == books.account.customer


def _open(books: Books) -> int:
    return books.account.open_basis.number


def _total(amounts: Iterable[Money], books: Books) -> Money:
    """In the account's currency, whatever theirs: a stray one is told apart from a wrong sum."""
    return Money(sum(amount.minor for amount in amounts), books.account.limit.currency)


def _name(basis: int) -> str:
    return f"basis {basis}"
