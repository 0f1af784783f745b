"""Which customers are one person by merges, and what of each other's books concerns them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from agentline.domain.order import Order


class Families:
    """Who took over from whom, at first hand: the merged customer, then the other."""

    def __init__(self, merged_into: Mapping[str, str]) -> None:
        self._absorbed: dict[str, set[str]] = defaultdict(set)
        self._kin: dict[str, set[str]] = {}
        for customer in merged_into:
            heirs = list(_heirs(customer, merged_into))
            for heir in heirs:
                self._absorbed[heir].add(customer)
            family = self._kin.setdefault(heirs[-1] if heirs else customer, set())
            family |= {customer, *heirs}
        for family in list(self._kin.values()):
            self._kin |= dict.fromkeys(family, family)

    def absorbed_by(self, customer: str) -> frozenset[str]:
        """Customers merged into this one, at whatever hand."""
        return frozenset(self._absorbed.get(customer, ()))

    def orders_elsewhere(
        self, customer: str, orders_of: Mapping[str, Sequence[Order]]
    ) -> tuple[Order, ...]:
        """Orders with the others of the family, of contacts the customer has orders of too."""
        kin = self._kin.get(customer, set()) - {customer}
        if not kin:
            return ()
        contacts = {order.contact for order in orders_of.get(customer, ())}
        return tuple(_of_contacts(contacts, (orders_of.get(other, ()) for other in sorted(kin))))


def _heirs(customer: str, merged_into: Mapping[str, str]) -> Iterable[str]:
    """Whoever took over, one after the other; damaged books that go in a circle end it."""
    met = {customer}
    while (heir := merged_into.get(customer)) and heir not in met:
        met.add(heir)
        yield heir
        customer = heir


def _of_contacts(contacts: set[str], orders: Iterable[Sequence[Order]]) -> Iterable[Order]:
    return (order for some in orders for order in some if order.contact in contacts)
