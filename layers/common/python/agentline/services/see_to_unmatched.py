"""Unmatched callers seen to by staff: registered, linked to a customer, or dismissed."""

from dataclasses import dataclass, replace
from typing import Never

from agentline.billing_ports import BillingBook
from agentline.calls_ports import Linking, UnmatchedBook
from agentline.domain.audit import AuditEntry, audit_link
from agentline.domain.catalogue import Language
from agentline.domain.customer import CustomerStatus, NumberEntry, Owner
from agentline.domain.customer_file import BY_STAFF
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.receivables import Actor
from agentline.domain.unmatched import UnmatchedEntry, UnmatchedOutcome
from agentline.ports import AccountChangedError, NumberTakenError, Register
from agentline.services.register_by_hand import Registration, new_customer, require_new_owner
from agentline.services.register_caller import RegistrationTerms
from agentline.services.seeing_to import Deed, see_to

UNMATCHED_DISMISSED = "unmatched_dismissed"
UNMATCHED_LINKED = "unmatched_linked"


class CustomerNotActiveError(ValueError):
    """The customer is closed, merged or erased: no number can become theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmatchedDesk:
    """What seeing to unmatched callers is done with."""

    unmatched: UnmatchedBook
    register: Register
    book: BillingBook
    terms: RegistrationTerms


def register(
    entry: str, owner: Owner, language: Language, deed: Deed, desk: UnmatchedDesk
) -> UnmatchedEntry:
    """Make the caller a new customer. A member who was faster is named.

    Raises UnmatchedMissingError, AlreadySeenToError, NumberWithheldError, NumberTakenError,
    OwnerTakenError.
    """

    def decide(found: UnmatchedEntry) -> None:
        number = _entry_of(found.number, desk)
        if number.customer:
            _refuse_taken(number, found, desk)
        require_new_owner(desk.register.customer_of_owner(owner.fingerprint))
        wanted = Registration(
            owner=owner,
            language=language,
            email=None,
            tags=frozenset(),
            numbers=(number.number,),
            price_list=desk.terms.price_list,
            limit=desk.terms.limit,
        )
        new = new_customer(desk.register.next_customer_number(), wanted, [number], deed.by)
        audit = tuple(_naming_call(entry, found) for entry in new.audit)
        seen = deed.seen(UnmatchedOutcome.REGISTERED.value, new.customer.number)
        desk.unmatched.see_to(found, seen, replace(new, audit=audit))

    return see_to(entry, deed, desk.unmatched.find, decide)


def link(entry: str, customer: str, deed: Deed, desk: UnmatchedDesk) -> UnmatchedEntry:
    """Make the caller's number one more of a customer's, or note that it is by now.

    Raises UnmatchedMissingError, AlreadySeenToError, NumberWithheldError, NumberTakenError,
    CustomerMissingError, CustomerNotActiveError.
    """

    def decide(found: UnmatchedEntry) -> None:
        number = _entry_of(found.number, desk)
        if number.customer not in (None, customer):
            _refuse_taken(number, found, desk)
        status = desk.book.buyer(customer).status
        if status is not CustomerStatus.ACTIVE:
            raise CustomerNotActiveError(f"Customer {customer} is {status.value}.")
        change = (
            _audit(UNMATCHED_LINKED, found, customer, deed.by)
            if number.customer
            else _linking(number, found, customer, deed.by)
        )
        desk.unmatched.see_to(found, deed.seen(UnmatchedOutcome.LINKED.value, customer), change)

    return see_to(entry, deed, desk.unmatched.find, decide)


def dismiss(entry: str, deed: Deed, desk: UnmatchedDesk) -> UnmatchedEntry:
    """Nothing is to be done. Raises UnmatchedMissingError, AlreadySeenToError."""

    def decide(found: UnmatchedEntry) -> None:
        audit = _audit(UNMATCHED_DISMISSED, found, None, deed.by)
        desk.unmatched.see_to(found, deed.seen(UnmatchedOutcome.DISMISSED.value), audit)

    return see_to(entry, deed, desk.unmatched.find, decide)


def _entry_of(number: PhoneNumber, desk: UnmatchedDesk) -> NumberEntry:
    known = desk.register.number_entry(number)
    return known or NumberEntry(number=number, customer=None, block=None)


def _refuse_taken(number: NumberEntry, found: UnmatchedEntry, desk: UnmatchedDesk) -> Never:
    """Raises NumberTakenError, AccountChangedError if it was taken by who saw to the caller."""
    if not desk.unmatched.find(found.id).is_waiting:
        raise AccountChangedError("somebody has just seen to the caller")
    raise NumberTakenError(f"{number.number} is customer {number.customer}'s.")


def _linking(number: NumberEntry, found: UnmatchedEntry, customer: str, by: Actor) -> Linking:
    audit = replace(audit_link(customer, number.number, BY_STAFF, by.at), who=by.who, why=by.why)
    return Linking(
        number=replace(number, customer=customer),
        customer=customer,
        audit=_naming_call(audit, found),
    )


def _naming_call(audit: AuditEntry, found: UnmatchedEntry) -> AuditEntry:
    return replace(audit, after={**audit.after, "call": found.caller.call})


def _audit(what: str, found: UnmatchedEntry, customer: str | None, by: Actor) -> AuditEntry:
    return AuditEntry(
        customer=customer,
        at=by.at,
        who=by.who,
        what=what,
        subject=found.caller.call,
        before={},
        after={},
        why=by.why,
    )
