"""The rows that come with a new customer, whoever registers them."""

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.address_rows import new_address_row
from agentline.adapters.dynamodb.mapping.accounts import account_row
from agentline.adapters.dynamodb.mapping.customers import (
    number_row,
    owned_number_row,
    profile_row,
)
from agentline.adapters.dynamodb.search_rows import search_rows
from agentline.customer_ports import NewCustomer
from agentline.domain.account import Account
from agentline.domain.customer import Customer


def registration_rows(customer: Customer, opened: Account, price_list: str) -> tuple[rows.Row, ...]:
    """All but those of the numbers. All of them must be new."""
    owner = rows.OwnerRow(f"OWNER#{customer.owner.fingerprint}", "OWNER", customer=customer.number)
    return (
        owner,
        account_row(opened, customer.language, price_list),
        profile_row(customer),
        new_address_row(customer),
        *search_rows(customer),
    )


def new_customer_rows(new: NewCustomer) -> tuple[rows.Row, ...]:
    """Those, and the rows of the numbers. All of them must be new."""
    return (
        *registration_rows(new.customer, new.opened, new.price_list),
        *map(number_row, new.numbers),
        *(owned_number_row(new.customer.number, entry.number) for entry in new.numbers),
    )
