"""The whole table, gathered into books: one customer each. The only place that scans."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.accounts import account, audit_entry, basis
from agentline.adapters.dynamodb.mapping.calls import order, screened_call
from agentline.adapters.dynamodb.mapping.customers import number_entry
from agentline.domain.account import Account
from agentline.domain.audit import AuditEntry
from agentline.domain.basis import Basis
from agentline.domain.books import Books, Damage, Orphan, OrphanKind
from agentline.domain.call import Pin, ScreenedCall
from agentline.domain.order import Order
from agentline.domain.phone_number import PhoneNumber, phone_number

Item = Mapping[str, Mapping[str, Any]]
"""A row as the store sends it."""

_KINDS = {
    kind: model
    for model in rows.Row.__subclasses__()
    if isinstance(kind := rows.Row.get_attributes()["kind"].serialize(model), str)
}


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
        self._bases: dict[str, list[Basis]] = defaultdict(list)
        self._audit: dict[str, list[AuditEntry]] = defaultdict(list)
        self._calls: dict[str, ScreenedCall] = {}
        self._calls_of: dict[str, list[str]] = defaultdict(list)
        self._numbers: dict[str, list[PhoneNumber]] = defaultdict(list)
        self._listed_numbers: dict[str, list[PhoneNumber]] = defaultdict(list)
        self._other_names: dict[str, list[str]] = defaultdict(list)
        self._damage: list[Damage] = []
        self._pins: dict[Pin, Pin] = {}

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
        for customer in sorted(self._accounts):
            yield self._books(customer)
        yield from self._orphans()

    def _sort_in(self, row: rows.Row) -> None:
        customer = _customer(row.pk)
        match row:
            case rows.AccountRow():
                self._accounts[customer] = account(row)
            case rows.OrderRow():
                self._orders[customer].append(self._with_shared_pin(order(row)))
            case rows.BasisRow():
                self._bases[customer].append(basis(row))
            case rows.AuditRow():
                self._audit[customer].append(audit_entry(row))
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

    def _put_call(self, call: ScreenedCall) -> None:
        self._calls[call.call] = call
        if call.customer:
            self._calls_of[call.customer].append(call.call)

    def _with_shared_pin[Pinned: (Order, ScreenedCall)](self, pinned: Pinned) -> Pinned:
        """All calls at one price share its one pin: there are many calls and few prices."""
        pin = pinned.pin
        return replace(pinned, pin=self._pins.setdefault(pin, pin)) if pin else pinned

    def _books(self, customer: str) -> Books:
        found = self._accounts[customer]
        orders = self._orders[customer]
        named = {*self._calls_of[customer], *(order.call for order in orders), *found.holds}
        return Books(
            account=found,
            orders=tuple(orders),
            bases=tuple(self._bases[customer]),
            calls={call: self._calls[call] for call in sorted(named) if call in self._calls},
            numbers=tuple(self._numbers[customer]),
            listed_numbers=tuple(self._listed_numbers[customer]),
            audit=tuple(self._audit[customer]),
        )

    def _orphans(self) -> Iterator[Orphan]:
        """What names a customer without account, unless that account is there but damaged."""
        damaged = {damage.customer for damage in self._damage}
        named_by = defaultdict(list, {name: list(keys) for name, keys in self._other_names.items()})
        for customer, numbers in self._numbers.items():
            named_by[customer] += numbers
        for customer, calls in self._calls_of.items():
            named_by[customer] += [f"call {call}" for call in calls]
        for customer in {*self._orders, *self._bases, *self._audit, *self._listed_numbers}:
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
