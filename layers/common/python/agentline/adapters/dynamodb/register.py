"""Customers and their numbers."""

from pynamodb.exceptions import DoesNotExist

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.accounts import account, account_row, audit_row
from agentline.adapters.dynamodb.mapping.customers import (
    block_from_json,
    customer_key,
    number_entry,
    number_row,
    profile_row,
)
from agentline.adapters.dynamodb.prices import discount_from_json
from agentline.adapters.dynamodb.transaction import RowsExistError, write_together
from agentline.domain.account import Account, AccountChange
from agentline.domain.audit import AuditEntry
from agentline.domain.catalogue import Language
from agentline.domain.customer import Customer, NumberEntry
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.screening import Standing
from agentline.ports import AccountChangedError, CustomerMissingError, NumberTakenError

_FIRST_CUSTOMER_NUMBER = 100_000


class TableRegister:
    """The `Register` port on the table."""

    def number_entry(self, number: PhoneNumber) -> NumberEntry | None:
        try:
            return number_entry(rows.NumberRow.get(f"NUM#{number}", "NUM", consistent_read=True))
        except DoesNotExist:
            return None

    def standing(self, customer: str) -> Standing:
        found = list(
            rows.Row.query(
                customer_key(customer), rows.Row.sk.startswith("ACCOUNT"), consistent_read=True
            )
        )
        row = next((row for row in found if isinstance(row, rows.AccountRow)), None)
        if row is None:
            raise CustomerMissingError(f"customer {customer} has no account")
        return Standing(
            account=account(row),
            language=Language(row.language),
            price_list=row.price_list,
            requires_code=bool(row.requires_code),
            discounts=tuple(
                discount_from_json(row.discount)
                for row in found
                if isinstance(row, rows.DiscountRow)
            ),
            blocks=tuple(
                block_from_json(row.block) for row in found if isinstance(row, rows.BlockRow)
            ),
        )

    def customer_of_owner(self, fingerprint: str) -> str | None:
        try:
            return rows.OwnerRow.get(f"OWNER#{fingerprint}", "OWNER", consistent_read=True).customer
        except DoesNotExist:
            return None

    def next_customer_number(self) -> str:
        """A number never given before. One that is then not used leaves a harmless gap."""
        counter = rows.CounterRow("COUNTER#customer", "COUNTER")
        counter.update(actions=[rows.CounterRow.last.add(1)])
        return str(_FIRST_CUSTOMER_NUMBER + int(counter.last))

    def register_customer(
        self,
        customer: Customer,
        number: NumberEntry,
        opened: Account,
        price_list: str,
        audit: AuditEntry,
    ) -> None:
        # Most callers are registered already, and wait while this module is loaded.
        from agentline.adapters.dynamodb.address_rows import new_address_row

        owner = rows.OwnerRow(
            f"OWNER#{customer.owner.fingerprint}", "OWNER", customer=customer.number
        )
        self._claim(
            number_row(number),
            owner,
            account_row(opened, customer.language, price_list),
            profile_row(customer),
            _owned_number_row(customer.number, number.number),
            new_address_row(customer),
            audit_row(audit),
        )

    def link_number(self, number: NumberEntry, customer: str, audit: AuditEntry) -> None:
        self._claim(
            number_row(number), _owned_number_row(customer, number.number), audit_row(audit)
        )

    def change_account(self, change: AccountChange) -> None:
        write_together([], change)

    def _claim(self, *new_rows: rows.Row) -> None:
        try:
            write_together(new_rows)
        except (RowsExistError, AccountChangedError) as error:
            raise NumberTakenError("the number or its owner was registered meanwhile") from error


def _owned_number_row(customer: str, number: PhoneNumber) -> rows.OwnedNumberRow:
    return rows.OwnedNumberRow(customer_key(customer), f"NUMBER#{number}")
