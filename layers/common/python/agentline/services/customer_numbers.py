"""Telephone numbers linked to customers by staff, and taken from them again."""

from agentline.domain.customer import NumberEntry
from agentline.domain.customer_audit import audit_linking, audit_unlinking
from agentline.domain.customer_file import CustomerChange, CustomerFile
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.receivables import Actor
from agentline.services.care_desk import CareDesk, change_customer_file


class NumberTakenByError(ValueError):
    """The number is a customer's already."""


class NumberNotTheirsError(LookupError):
    """The number is not this customer's."""


def link_number(customer: str, number: PhoneNumber, by: Actor, deed: str, desk: CareDesk) -> None:
    """Raises NumberTakenByError, CustomerGoneError, CustomerMissingError."""

    def decision(file: CustomerFile, doing: Actor) -> CustomerChange:
        file.require_present()
        require_unclaimed(number, desk)
        entry = audit_linking(customer, number, doing)
        return CustomerChange(before=file, after=file, audit=(entry,), linked=number, made=number)

    change_customer_file(customer, by, deed, desk, decision)


def unlink_number(customer: str, number: PhoneNumber, by: Actor, deed: str, desk: CareDesk) -> None:
    """Let the number be nobody's; a block on it stays. Raises NumberNotTheirsError."""

    def decision(file: CustomerFile, doing: Actor) -> CustomerChange:
        entry = desk.book.number_entry(number)
        if entry is None or entry.customer != customer:
            raise NumberNotTheirsError(f"{number} is no number of customer {customer}")
        audit = audit_unlinking(customer, number, doing)
        return CustomerChange(before=file, after=file, audit=(audit,), unlinked=number, made=number)

    change_customer_file(customer, by, deed, desk, decision)


def find_number(number: PhoneNumber, desk: CareDesk) -> NumberEntry:
    """Whose the number is and what blocks it: nobody's, and nothing, if it is not known."""
    known = desk.book.number_entry(number)
    return known or NumberEntry(number=number, customer=None, block=None)


def require_unclaimed(number: PhoneNumber, desk: CareDesk) -> NumberEntry:
    """Raises NumberTakenByError, which says whose it is."""
    entry = find_number(number, desk)
    if entry.customer:
        raise NumberTakenByError(f"{number} is a number of customer {entry.customer}")
    return entry
