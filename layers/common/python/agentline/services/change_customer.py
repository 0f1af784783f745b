"""A customer's entry in the register, changed, closed and opened again by staff."""

from agentline.domain.address_decision import OwnerTakenError
from agentline.domain.blocking import BlockTerms
from agentline.domain.customer_edit import (
    CustomerEdit,
    close_customer,
    edit_customer,
    reopen_customer,
    require_closed,
)
from agentline.domain.customer_file import CustomerChange, CustomerFile
from agentline.domain.kept_entry import entry_id
from agentline.domain.receivables import Actor
from agentline.services.care_desk import CareDesk, change_customer_file


class CustomerChangedError(Exception):
    """The customer is not as staff saw it; nothing was stored (fault 27)."""


def change_customer(
    customer: str, edit: CustomerEdit, seen: int, by: Actor, desk: CareDesk
) -> None:
    """What is as it was before stays unsaid; if that is all, nothing is stored.

    Raises CustomerChangedError, CustomerMissingError, CustomerGoneError, CodeMissingError,
    OwnerTakenError, PriceListMissingError.
    """

    def decision(file: CustomerFile, doing: Actor) -> CustomerChange | None:
        _check_revision(file, seen)
        if edit.price_list:
            desk.catalogue.price_list_in_force(edit.price_list, doing.at)
        change = edit_customer(file, edit, doing)
        if change:
            _require_own_or_new(change, desk)
        return change

    change_customer_file(customer, by, "", desk, decision)


def close(
    customer: str, terms: BlockTerms, seen: int, by: Actor, deed: str, desk: CareDesk
) -> None:
    """Raises CustomerChangedError, CustomerStateError, CustomerInUseError, CustomerGoneError."""

    def decision(file: CustomerFile, doing: Actor) -> CustomerChange:
        _check_revision(file, seen)
        return close_customer(file, terms, entry_id(doing.at, deed), doing)

    change_customer_file(customer, by, deed, desk, decision)


def reopen(customer: str, seen: int, by: Actor, deed: str, desk: CareDesk) -> None:
    """Raises CustomerChangedError, CustomerStateError, CustomerGoneError."""

    def decision(file: CustomerFile, doing: Actor) -> CustomerChange:
        _check_revision(file, seen)
        require_closed(file)
        closing = desk.book.customer_block(customer, file.customer.closing_block or "")
        return reopen_customer(file, closing, doing)

    change_customer_file(customer, by, deed, desk, decision)


def _check_revision(file: CustomerFile, seen: int) -> None:
    revision = file.customer.revision
    if revision != seen:
        raise CustomerChangedError(
            f"customer {file.number} was changed meanwhile: you saw revision {seen}, it is "
            f"revision {revision} now"
        )


def _require_own_or_new(change: CustomerChange, desk: CareDesk) -> None:
    known = desk.book.customer_of_owner(change.after.customer.owner.fingerprint)
    if known and known != change.before.number:
        raise OwnerTakenError(known)
