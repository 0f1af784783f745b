"""Automatic registration of a first caller whose number the directory knows (design.md 2.1.3)."""

from dataclasses import dataclass, replace
from datetime import datetime

from agentline.domain.account import open_account
from agentline.domain.audit import audit_link, audit_registration
from agentline.domain.catalogue import Language
from agentline.domain.customer import Customer, Listing, NumberEntry
from agentline.domain.money import Money
from agentline.ports import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationTerms:
    """What every new customer gets: opening credit limit and the basic price list."""

    limit: Money
    price_list: str


def register_caller(
    unclaimed: NumberEntry,
    listing: Listing,
    language: Language,
    register: Register,
    terms: RegistrationTerms,
    now: datetime,
) -> bool:
    """Make the number a customer's if the directory names one complete owner.

    An owner who is a customer already gets the number linked and no second credit. Returns
    whether the number is a customer's now. Raises NumberTakenError when another call was
    faster; the number is then known at the next attempt (fault 41).
    """
    owner = listing.registrable_owner
    if owner is None:
        return False
    known = register.customer_of_owner(owner.fingerprint)
    if known:
        audit = audit_link(known, unclaimed.number, listing.directory, now)
        register.link_number(replace(unclaimed, customer=known), known, audit)
        return True
    customer = Customer(
        number=register.next_customer_number(),
        owner=owner,
        language=language,
        registered_at=now,
        source=listing.directory,
        fetched_at=listing.fetched_at,
    )
    register.register_customer(
        customer,
        replace(unclaimed, customer=customer.number),
        open_account(customer.number, terms.limit),
        terms.price_list,
        audit_registration(customer, unclaimed.number, terms.limit),
    )
    return True
