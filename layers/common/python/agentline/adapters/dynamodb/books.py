"""The whole table, gathered into books: one customer each. The only place that scans."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from agentline.adapters.dynamodb import billing_rows, rows
from agentline.adapters.dynamodb.mapping.accounts import OFFICE_KEY, account, audit_entry
from agentline.adapters.dynamodb.mapping.bases import basis
from agentline.adapters.dynamodb.mapping.calls import order, screened_call
from agentline.adapters.dynamodb.mapping.customers import number_entry
from agentline.adapters.dynamodb.mapping.invoices import digest_of, unpack_invoice
from agentline.adapters.dynamodb.mapping.orders import manual_order
from agentline.adapters.dynamodb.mapping.payments import payment
from agentline.adapters.dynamodb.order_rows import ManualOrderRow
from agentline.domain.account import Account
from agentline.domain.audit import AuditEntry
from agentline.domain.basis import Basis
from agentline.domain.basis_lines import sum_of
from agentline.domain.books import Books, CopySeen, Damage, Orphan, OrphanKind
from agentline.domain.call import Pin, ScreenedCall
from agentline.domain.catalogue import Language
from agentline.domain.families import Families
from agentline.domain.manual_order import ManualOrder
from agentline.domain.order import Order
from agentline.domain.payment import Payment
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.domain.suspense_words import suspense_in_words

Item = Mapping[str, Mapping[str, Any]]
"""A row as the store sends it."""

# Not the kinds of CallRow: the journal repeats what a call's own row said at each step.
_KINDS = {
    rows.Row.kind.get_discriminator(model)
    for base in (rows.Row, rows.GatheredRow)
    for model in base.__subclasses__()
} - {None}


class IncompleteRowError(ValueError):
    """A row lacks something that every row of its kind has."""


def read_books(progress: Callable[[int], None]) -> Iterator[Books | Orphan | Damage]:
    """All customers' books, sorted; what names a customer without account; what cannot be read.

    Reads every row once, one read unit for each 4 KB, and tells how many rows were read so far.
    Rows of kinds it does not know are left alone. A decision that is stored meanwhile may be seen
    by halves: what then looks amiss is not there at a second look.
    """
    shelf = _Shelf()
    for count, item in enumerate(_scan(), start=1):
        shelf.put(item)
        if count % 1_000 == 0:
            progress(count)
    return shelf.books()


def _scan() -> Iterator[Item]:
    connection, table = rows.Row.connect(), rows.Row.Meta.table_name
    page = connection.scan(table, consistent_read=True)
    yield from page["Items"]
    while start := page.get("LastEvaluatedKey"):
        page = connection.scan(table, consistent_read=True, exclusive_start_key=start)
        yield from page["Items"]


class _Shelf:
    """Rows sorted by the customers they name, as the values they stand for."""

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}
        self._orders: dict[str, list[Order]] = defaultdict(list)
        self._manual_orders: dict[str, list[ManualOrder]] = defaultdict(list)
        self._bases: dict[str, list[Basis]] = defaultdict(list)
        self._audit: dict[str, list[AuditEntry]] = defaultdict(list)
        self._payments: dict[str, list[Payment]] = defaultdict(list)
        self._stray: list[Orphan] = []
        self._copies: dict[str, dict[int, CopySeen]] = defaultdict(dict)
        self._languages: dict[str, Language] = {}
        self._calls: dict[str, ScreenedCall] = {}
        self._calls_of: dict[str, list[str]] = defaultdict(list)
        self._numbers: dict[str, list[PhoneNumber]] = defaultdict(list)
        self._listed_numbers: dict[str, list[PhoneNumber]] = defaultdict(list)
        self._other_names: dict[str, list[str]] = defaultdict(list)
        self._damage: list[Damage] = []
        self._pins: dict[Pin, Pin] = {}
        self._merged_into: dict[str, str] = {}

    def put(self, item: Item) -> None:
        if item.get("kind", {}).get("S") not in _KINDS:
            return
        # Whatever is wrong with a row must not hide the others.
        try:
            self._sort_in(_complete(rows.Row.from_raw_data(dict(item))))
        except Exception as error:
            key, sort_key = (str(item[name].get("S")) for name in ("pk", "sk"))
            self._damage.append(
                Damage(
                    customer=_customer(key) if key.startswith("CUST#") else None,
                    subject=f"{key} {sort_key}",
                    detail=f"cannot be read: {error or type(error).__name__}",
                )
            )

    def books(self) -> Iterator[Books | Orphan | Damage]:
        yield from self._damage
        families = Families(self._merged_into)
        for customer in sorted(self._accounts):
            yield self._books(customer, families)
        yield from self._stray
        yield from self._orphans()

    def _sort_in(self, row: rows.Row) -> None:
        customer = _customer(row.pk)
        match row:
            case rows.AccountRow():
                self._put_account(row, customer)
            case rows.OrderRow():
                self._orders[customer].append(self._with_shared_pin(order(row)))
            case rows.BasisRow():
                self._bases[customer].append(basis(row))
            case rows.AuditRow():
                self._put_audit(audit_entry(row))
            case rows.OwnedNumberRow():
                number = phone_number(row.sk.removeprefix("NUMBER#"))
                self._listed_numbers[customer].append(number)
            case rows.CallRow():
                self._put_call(self._with_shared_pin(screened_call(row)))
            case rows.NumberRow():
                entry = number_entry(row)
                if entry.customer:
                    self._numbers[entry.customer].append(entry.number)
            case rows.OwnerRow() | rows.CodeRow():
                self._other_names[row.customer].append(row.pk)
            case _:
                self._sort_in_billing(row, customer)

    def _sort_in_billing(self, row: rows.Row, customer: str) -> None:
        match row:
            case ManualOrderRow():
                self._manual_orders[customer].append(manual_order(row))
            case billing_rows.PaymentRow():
                self._put_payment(payment(row))
            case billing_rows.CopyRow():
                copy = unpack_invoice(row.document)
                self._copies[customer][int(row.sk.removeprefix("COPY#"))] = CopySeen(
                    digest=digest_of(copy),
                    total=copy.total,
                    lines_total=sum_of(copy.lines, copy.total.currency),
                )
            case billing_rows.LedgerEventRow():
                self._put_event(row)

    def _put_audit(self, entry: AuditEntry) -> None:
        """What concerns no customer is in nobody's books."""
        if entry.customer:
            self._audit[entry.customer].append(entry)

    def _put_account(self, row: rows.AccountRow, customer: str) -> None:
        self._accounts[customer] = account(row)
        self._languages[customer] = Language(row.language)
        if row.merged_into:
            self._merged_into[customer] = row.merged_into
            self._other_names[row.merged_into].append(row.pk)

    def _put_payment(self, payment: Payment) -> None:
        if payment.customer:
            self._payments[payment.customer].append(payment)
        elif not payment.is_balanced:
            detail = "what was received of it is not where it went (invariant I6)"
            self._damage.append(Damage(customer=None, subject=payment.key, detail=detail))
        if payment.suspense.minor:
            because = payment.suspended_because
            why = f": {suspense_in_words(because)}" if because else ""
            detail = f"{payment.suspense} is in suspense{why}"
            self._stray.append(
                Orphan(
                    kind=OrphanKind.PAYMENT_WITHOUT_INVOICE,
                    customer=payment.customer or "",
                    subject=payment.key,
                    detail=detail,
                )
            )

    def _put_event(self, row: billing_rows.LedgerEventRow) -> None:
        """Not met by the second look, a while later, it is stuck."""
        outcome: str | None = row.outcome
        if outcome is None:
            self._stray.append(
                Orphan(
                    kind=OrphanKind.EVENT_NOT_MET,
                    customer="",
                    subject=row.pk.removeprefix("EVENT#"),
                    detail=f"a {row.event_kind} taken in at {row.taken_at:%Y-%m-%d %H:%M}",
                )
            )

    def _put_call(self, call: ScreenedCall) -> None:
        self._calls[call.call] = call
        if call.customer:
            self._calls_of[call.customer].append(call.call)

    def _with_shared_pin[Pinned: (Order, ScreenedCall)](self, pinned: Pinned) -> Pinned:
        """All calls at one price share its one pin: there are many calls and few prices."""
        pin = pinned.pin
        return replace(pinned, pin=self._pins.setdefault(pin, pin)) if pin else pinned

    def _books(self, customer: str, families: Families) -> Books:
        found = self._accounts[customer]
        orders = self._orders[customer]
        named = {*self._calls_of[customer], *(order.call for order in orders), *found.holds}
        return Books(
            account=found,
            orders=tuple(orders),
            manual_orders=tuple(self._manual_orders[customer]),
            bases=tuple(self._bases[customer]),
            calls={call: self._calls[call] for call in sorted(named) if call in self._calls},
            numbers=tuple(self._numbers[customer]),
            listed_numbers=tuple(self._listed_numbers[customer]),
            audit=tuple(self._audit[customer]),
            payments=tuple(self._payments[customer]),
            copies=self._copies[customer],
            language=self._languages[customer],
            merged_into=self._merged_into.get(customer),
            absorbed=families.absorbed_by(customer),
            elsewhere=families.orders_elsewhere(customer, self._orders),
        )

    def _orphans(self) -> Iterator[Orphan]:
        """What names a customer without account, unless that account is there but damaged."""
        damaged = {damage.customer for damage in self._damage}
        named_by = defaultdict(list, {name: list(keys) for name, keys in self._other_names.items()})
        for customer, numbers in self._numbers.items():
            named_by[customer] += numbers
        for customer, calls in self._calls_of.items():
            named_by[customer] += [f"call {call}" for call in calls]
        own = self._orders, self._manual_orders, self._bases, self._audit, self._listed_numbers
        for customer in {customer for kept in own for customer in kept} - {OFFICE_KEY}:
            named_by[customer].append("rows of their own")
        for customer in sorted(named_by.keys() - self._accounts.keys() - damaged):
            for subject in named_by[customer]:
                yield Orphan(
                    kind=OrphanKind.CUSTOMER_WITHOUT_ACCOUNT,
                    customer=customer,
                    subject=subject,
                    detail="names a customer who has no account",
                )


def _complete(row: rows.Row) -> rows.Row:
    """The row, with all that its kind must have. Raises IncompleteRowError."""
    for name, attribute in row.get_attributes().items():
        if not attribute.null and getattr(row, name) is None:
            raise IncompleteRowError(f"{name} is missing")
    return row


def _customer(key: str) -> str:
    return key.removeprefix("CUST#")
