"""The rows customers are found by, written with what they are found by, in one transaction.

Keys: NAMES#<first two letters> / <name from one of its words on>#<customer>,
EMAIL#<address> / <customer>, TAG#<tag> / <customer, twelve digits>.
"""

from collections.abc import Sequence
from contextlib import suppress

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from agentline.adapters.dynamodb import rows
from agentline.domain.customer import Customer, Owner
from agentline.domain.customer_search import name_keys, search_key

_OWNER = "OWNER"
_LETTERS = 2


class NameRow(rows.Row, discriminator="name"):
    customer = UnicodeAttribute()


class EmailRow(rows.Row, discriminator="email"):
    customer = UnicodeAttribute()


class TagRow(rows.Row, discriminator="tag"):
    customer = UnicodeAttribute()


def search_rows(customer: Customer) -> Sequence[rows.Row]:
    """All that a customer is found by."""
    return [*_name_rows(customer.number, customer.owner.name), *_other_rows(customer)]


def move_search_rows(transaction: TransactWrite, before: Customer, after: Customer) -> None:
    """Let the customer be found by name, e-mail and tags as they are now, and no more as before."""
    _replace(transaction, _other_rows(before), _other_rows(after))
    move_owner(transaction, before.number, before.owner, after.owner)


def move_owner(transaction: TransactWrite, customer: str, before: Owner, after: Owner) -> None:
    """Whoever is found under the new name and address from now on is this customer.

    Fails the transaction if they are somebody else's.
    """
    _replace(transaction, _name_rows(customer, before.name), _name_rows(customer, after.name))
    old, new = before.fingerprint, after.fingerprint
    if old == new:
        return
    with suppress(DoesNotExist):
        row = rows.OwnerRow.get(f"OWNER#{old}", _OWNER, consistent_read=True)
        if row.customer == customer:
            transaction.delete(row, condition=rows.OwnerRow.customer == customer)
    is_free: Condition = rows.OwnerRow.pk.does_not_exist() | (rows.OwnerRow.customer == customer)
    transaction.save(rows.OwnerRow(f"OWNER#{new}", _OWNER, customer=customer), condition=is_free)


def name_partition(key: str) -> str:
    """Where names are whose key begins as this one does."""
    return f"NAMES#{key[:_LETTERS]}"


def email_partition(email: str) -> str:
    return f"EMAIL#{search_key(email)}"


def tag_partition(tag: str) -> str:
    return f"TAG#{tag}"


def _name_rows(customer: str, name: str) -> Sequence[rows.Row]:
    return [
        NameRow(name_partition(key), f"{key}#{customer}", customer=customer)
        for key in dict.fromkeys(name_keys(name))
    ]


def _other_rows(customer: Customer) -> Sequence[rows.Row]:
    number = customer.number
    found: list[rows.Row] = [
        TagRow(tag_partition(tag), f"{int(number):012d}", customer=number)
        for tag in sorted(customer.tags)
    ]
    if customer.email:
        found.append(EmailRow(email_partition(customer.email), number, customer=number))
    return found


def _replace(
    transaction: TransactWrite, before: Sequence[rows.Row], after: Sequence[rows.Row]
) -> None:
    old, new = ({(row.pk, row.sk): row for row in each} for each in (before, after))
    for key in old.keys() - new.keys():
        transaction.delete(old[key])
    for key in new.keys() - old.keys():
        transaction.save(new[key])
