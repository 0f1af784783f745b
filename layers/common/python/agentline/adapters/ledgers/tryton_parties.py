"""Customers as Tryton keeps them: parties, found by our customer number, and their addresses."""

from dataclasses import dataclass
from typing import Any

from agentline.adapters.ledgers.tryton_rpc import TrytonRpc
from agentline.domain.customer import Owner
from agentline.domain.invoice import Invoice


@dataclass(frozen=True, slots=True, kw_only=True)
class TrytonBuyer:
    """Tryton's ids of a party, and of the address the invoice goes to."""

    party: int
    address: int


class TrytonParties:
    """The party has our customer number as its code. An address that changed becomes a new one: old
    invoices go on showing theirs."""

    def __init__(self, rpc: TrytonRpc) -> None:
        self._rpc = rpc

    def enter(self, invoice: Invoice) -> TrytonBuyer:
        """Find the buyer or make it, with the name and address of the invoice."""
        owner = invoice.buyer
        found = self._rpc.search(
            "party.party", [("code", "=", invoice.customer)], ["name", "addresses"], limit=1
        )
        if not found:
            address = ("create", [self._address_values(owner)])
            languages = self._rpc.search(
                "ir.lang",
                [("code", "=", invoice.language.value), ("translatable", "=", True)],
                ["code"],
                limit=1,
            )
            party = self._rpc.create(
                "party.party",
                {
                    "code": invoice.customer,
                    "name": owner.name,
                    "lang": languages[0]["id"] if languages else None,
                    "addresses": [address],
                },
            )
        else:
            party = found[0]["id"]
            if found[0]["name"] != owner.name:
                self._rpc.write("party.party", [party], {"name": owner.name})
        return TrytonBuyer(party=party, address=self._address_of(party, owner))

    def _address_of(self, party: int, owner: Owner) -> int:
        wanted = (owner.street, owner.postcode, owner.city)
        known = self._rpc.search(
            "party.address", [("party", "=", party)], ["street", "postal_code", "city"]
        )
        for address in known:
            if (address["street"], address["postal_code"], address["city"]) == wanted:
                return int(address["id"])
        return self._rpc.create("party.address", {"party": party, **self._address_values(owner)})

    def _address_values(self, owner: Owner) -> dict[str, Any]:
        countries = self._rpc.search(
            "country.country", [("code", "=", owner.country)], ["code"], limit=1
        )
        return {
            "street": owner.street,
            "postal_code": owner.postcode,
            "city": owner.city,
            "country": countries[0]["id"] if countries else None,
        }
