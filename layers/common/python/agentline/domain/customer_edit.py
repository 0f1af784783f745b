"""A customer's entry in the register, changed, closed and opened again by staff."""

from dataclasses import dataclass, replace
from datetime import datetime

from agentline.domain.account import drop_expired_holds
from agentline.domain.blocking import BlockTerms, end_of_block, new_block
from agentline.domain.catalogue import Language
from agentline.domain.customer import CustomerStatus, Owner
from agentline.domain.customer_audit import (
    CODE_REVOKED,
    CUSTOMER_CHANGED,
    CUSTOMER_CLOSED,
    CUSTOMER_REOPENED,
    audit_file,
)
from agentline.domain.customer_file import (
    BY_STAFF,
    CodeMissingError,
    CodeRequiredError,
    CustomerChange,
    CustomerFile,
    CustomerInUseError,
    CustomerStateError,
)
from agentline.domain.kept_entry import PlacedBlock
from agentline.domain.receivables import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerEdit:
    """What is to be another; None stays as it is. An empty `email` takes it away."""

    name: str | None = None
    street: str | None = None
    postcode: str | None = None
    city: str | None = None
    country: str | None = None
    email: str | None = None
    language: Language | None = None
    tags: frozenset[str] | None = None
    price_list: str | None = None
    requires_code: bool | None = None

    def applied_to(self, owner: Owner) -> Owner:
        parts = {
            "name": self.name,
            "street": self.street,
            "postcode": self.postcode,
            "city": self.city,
            "country": self.country,
        }
        return replace(owner, **{name: part for name, part in parts.items() if part is not None})


def edit_customer(file: CustomerFile, edit: CustomerEdit, by: Actor) -> CustomerChange | None:
    """None if nothing would be another than it is.

    A name or address that is changed is what staff say from now on, not what a directory said.
    Raises CustomerGoneError, CodeMissingError.
    """
    file.require_present()
    customer = file.customer
    owner = edit.applied_to(customer.owner)
    if owner != customer.owner:
        customer = replace(customer, owner=owner, source=BY_STAFF, fetched_at=by.at)
    customer = replace(
        customer,
        email=customer.email if edit.email is None else edit.email or None,
        language=edit.language or customer.language,
        tags=customer.tags if edit.tags is None else edit.tags,
    )
    is_required = file.requires_code if edit.requires_code is None else edit.requires_code
    if is_required and not file.code:
        raise CodeMissingError(f"customer {file.number} has no code to enter: issue one first")
    after = replace(
        file,
        customer=customer,
        price_list=edit.price_list or file.price_list,
        requires_code=is_required,
    )
    return None if after == file else _change(CUSTOMER_CHANGED, file, after, by)


def close_customer(
    file: CustomerFile, terms: BlockTerms, block_id: str, by: Actor
) -> CustomerChange:
    """Let the customer call no more. Raises CustomerStateError, CustomerInUseError."""
    file.require_present()
    if file.customer.status is not CustomerStatus.ACTIVE:
        raise CustomerStateError(f"customer {file.number} is closed already")
    _require_nothing_left(file, by.at)
    placed = new_block(terms, block_id, by, customer=file.number)
    customer = replace(file.customer, status=CustomerStatus.CLOSED, closing_block=block_id)
    after = replace(file, customer=customer, account=drop_expired_holds(file.account, by.at))
    change = _change(CUSTOMER_CLOSED, file, after, by)
    return replace(change, blocks=(placed,), bars_calls=True)


def reopen_customer(file: CustomerFile, closing: PlacedBlock, by: Actor) -> CustomerChange:
    """Let a closed customer call again: `closing` is the block that the closing placed.

    Raises CustomerStateError.
    """
    require_closed(file)
    customer = replace(file.customer, status=CustomerStatus.ACTIVE, closing_block=None)
    change = _change(CUSTOMER_REOPENED, file, replace(file, customer=customer), by)
    return replace(change, blocks=(end_of_block(closing, by),))


def require_closed(file: CustomerFile) -> None:
    """Raises CustomerStateError for a customer who is not closed."""
    file.require_present()
    if file.customer.status is not CustomerStatus.CLOSED:
        raise CustomerStateError(f"customer {file.number} is not closed")


def revoke_code(file: CustomerFile, by: Actor) -> CustomerChange:
    """Let the code open nothing any more. Raises CodeMissingError, CodeRequiredError."""
    file.require_present()
    if not file.code:
        raise CodeMissingError(f"customer {file.number} has no code")
    if file.requires_code:
        raise CodeRequiredError(
            f"customer {file.number} must enter a code: issue another, or let them call without one"
        )
    return _change(CODE_REVOKED, file, replace(file, code=None), by)


def _change(what: str, before: CustomerFile, after: CustomerFile, by: Actor) -> CustomerChange:
    """With one revision more: whoever has seen the one before has not seen this."""
    customer = replace(after.customer, revision=before.customer.revision + 1)
    after = replace(after, customer=customer)
    entry = audit_file(what, before, after, by)
    return CustomerChange(before=before, after=after, audit=(entry,), made=before.number)


def _require_nothing_left(file: CustomerFile, now: datetime) -> None:
    account = drop_expired_holds(file.account, now)
    left = {
        "is held for calls": account.held,
        "is unbilled": account.unbilled,
        "is unpaid": account.unpaid,
        "is prepaid": account.prepaid,
    }
    found = [f"{amount} {words}" for words, amount in left.items() if not amount.is_zero]
    if account.holds and account.held.is_zero:
        found.insert(0, "a call is not over yet")
    if found:
        raise CustomerInUseError(f"customer {file.number}: {', '.join(found)}")
