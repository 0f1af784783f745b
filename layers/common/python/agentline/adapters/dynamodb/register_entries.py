"""A customer's entry in the register as it must still be when something is decided by it."""

from collections.abc import Sequence

from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.customers import customer as customer_of
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.domain.catalogue import Language
from agentline.domain.customer import Customer
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.ports import CustomerMissingError

PROFILE = "PROFILE"
OWNER = "OWNER"


def read_profile(customer: str, language: Language) -> Customer:
    """Raises CustomerMissingError."""
    try:
        row = rows.ProfileRow.get(customer_key(customer), PROFILE, consistent_read=True)
    except DoesNotExist:
        raise CustomerMissingError(f"customer {customer} has no entry in the register") from None
    return customer_of(row, language)


def is_as_read(customer: Customer) -> Condition:
    """That the entry has the name, the address and the revision that were read."""
    profile, owner = rows.ProfileRow, customer.owner
    condition: Condition = (
        (profile.name == owner.name)
        & (profile.street == owner.street)
        & (profile.postcode == owner.postcode)
        & (profile.city == owner.city)
        & (profile.country == owner.country)
    )
    has_revision: Condition = profile.revision == customer.revision
    if customer.revision == 1:
        has_revision |= profile.revision.does_not_exist()
    condition &= has_revision
    return condition


def owner_row_of(customer: Customer, leads_to: str) -> rows.OwnerRow | None:
    """The row by which a directory that names the customer's owner leads to `leads_to`, the
    customer or whoever has taken over, if it does."""
    key = f"OWNER#{customer.owner.fingerprint}"
    try:
        row = rows.OwnerRow.get(key, OWNER, consistent_read=True)
    except DoesNotExist:
        return None
    return row if row.customer == leads_to else None


def read_numbers(customer: str) -> Sequence[PhoneNumber]:
    """The customer's own list of numbers."""
    found = rows.OwnedNumberRow.query(
        customer_key(customer), rows.OwnedNumberRow.sk.startswith("NUMBER#"), consistent_read=True
    )
    return [phone_number(row.sk.removeprefix("NUMBER#")) for row in found]


def void_code(transaction: TransactWrite, customer: str) -> None:
    """Delete the code by which the customer is found; the account must cease to name it too."""
    account = rows.AccountRow.get(customer_key(customer), "ACCOUNT", consistent_read=True)
    if account.code:
        transaction.delete(rows.CodeRow(f"PIN#{account.code}", "PIN"))
