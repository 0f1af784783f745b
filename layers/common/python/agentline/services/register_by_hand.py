"""A customer registered by staff (design.md 2.1.3 for those who ring first)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from agentline.customer_ports import NewCustomer
from agentline.domain.account import open_account
from agentline.domain.address_decision import OwnerTakenError
from agentline.domain.catalogue import Language
from agentline.domain.customer import Customer, NumberEntry, Owner
from agentline.domain.customer_audit import audit_new_customer
from agentline.domain.customer_file import BY_STAFF
from agentline.domain.money import CurrencyMismatchError, Money
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.receivables import Actor
from agentline.ports import PriceListMissingError
from agentline.services.care_desk import CareDesk, do_once
from agentline.services.customer_numbers import NumberTakenByError, require_unclaimed

_REFUSALS = (PriceListMissingError, CurrencyMismatchError, OwnerTakenError, NumberTakenByError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Who is to be registered, and on what terms."""

    owner: Owner
    language: Language
    email: str | None
    tags: frozenset[str]
    numbers: tuple[PhoneNumber, ...]
    price_list: str
    limit: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What a registration would meet: `customer` has the name and address already, `hindrances` say
    in words all that would be refused."""

    customer: str | None
    hindrances: tuple[str, ...]


def foresee_registration(wanted: Registration, desk: CareDesk) -> Foreseen:
    """Whether it could be done now. Nothing is stored, and no customer number drawn."""
    refusals = tuple(_refusals(wanted, desk))
    known = (each.customer for each in refusals if isinstance(each, OwnerTakenError))
    return Foreseen(customer=next(known, None), hindrances=tuple(map(str, refusals)))


def register_by_hand(wanted: Registration, by: Actor, deed: str, desk: CareDesk) -> str:
    """Register a customer, once for a deed; the customer number is given.

    Raises OwnerTakenError, NumberTakenByError, PriceListMissingError, CurrencyMismatchError and
    StillContestedError.
    """
    drawn: list[str] = []

    def attempt(doing: Actor) -> str:
        _check_terms(wanted, doing.at, desk)
        _require_nobodys(wanted, desk)
        entries = [require_unclaimed(number, desk) for number in wanted.numbers]
        if not drawn:
            drawn.append(desk.book.next_customer_number())
        desk.book.register(new_customer(drawn[0], wanted, entries, doing), deed)
        return drawn[0]

    return do_once(by, deed, desk, attempt)


def require_new_owner(known: str | None) -> None:
    """One of the same name and address gets no second credit. Raises OwnerTakenError."""
    if known:
        raise OwnerTakenError(known)


def new_customer(
    number: str, wanted: Registration, entries: Sequence[NumberEntry], by: Actor
) -> NewCustomer:
    """All that is written of a customer; `entries` are of the wanted numbers, nobody's by now."""
    customer = Customer(
        number=number,
        owner=wanted.owner,
        language=wanted.language,
        registered_at=by.at,
        source=BY_STAFF,
        fetched_at=by.at,
        email=wanted.email,
        tags=wanted.tags,
    )
    opened = open_account(number, wanted.limit)
    return NewCustomer(
        customer=customer,
        opened=opened,
        price_list=wanted.price_list,
        numbers=tuple(replace(entry, customer=number) for entry in entries),
        audit=audit_new_customer(customer, opened, wanted.price_list, wanted.numbers, by),
    )


def _refusals(wanted: Registration, desk: CareDesk) -> Iterator[Exception]:
    checks: list[Callable[[], object]] = [
        partial(_check_terms, wanted, desk.clock(), desk),
        partial(_require_nobodys, wanted, desk),
        *(partial(require_unclaimed, number, desk) for number in wanted.numbers),
    ]
    for check in checks:
        try:
            check()
        except _REFUSALS as refusal:
            yield refusal


def _check_terms(wanted: Registration, now: datetime, desk: CareDesk) -> None:
    """What the customer's calls cost must be of the account's currency."""
    version = desk.catalogue.price_list_in_force(wanted.price_list, now)
    for article in version.articles.values():
        if article.tariff.currency != wanted.limit.currency:
            raise CurrencyMismatchError(
                f"price list {wanted.price_list} is in {article.tariff.currency}: a limit in "
                f"{wanted.limit.currency} does not go with it"
            )


def _require_nobodys(wanted: Registration, desk: CareDesk) -> None:
    require_new_owner(desk.book.customer_of_owner(wanted.owner.fingerprint))
