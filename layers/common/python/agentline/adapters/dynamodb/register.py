"""Customers and their numbers."""

from pynamodb.exceptions import DoesNotExist

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.accounts import account, audit_row
from agentline.adapters.dynamodb.mapping.customers import (
    block_from_json,
    customer_key,
    number_entry,
    number_row,
    owned_number_row,
)
from agentline.adapters.dynamodb.prices import discount_from_json
from agentline.adapters.dynamodb.transaction import (
    RowsExistError,
    lets_in,
    write_together,
    writing,
)
from agentline.domain.account import Account, AccountChange
from agentline.domain.audit import AuditEntry
from agentline.domain.catalogue import Language
from agentline.domain.customer import Customer, NumberEntry
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.screening import Standing
from agentline.ports import AccountChangedError, CustomerMissingError, NumberTakenError

# The customer of count 0, whom there is not.
BEFORE_THE_FIRST = 100_000


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
            merged_into=row.merged_into,
            is_erased=bool(row.is_erased),
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
        return str(BEFORE_THE_FIRST + int(counter.last))

    def register_customer(
        self,
        customer: Customer,
        number: NumberEntry,
        opened: Account,
        price_list: str,
        audit: AuditEntry,
    ) -> None:
        # Most callers are registered already, and wait while this module is loaded.
        from agentline.adapters.dynamodb.registration import registration_rows

        self._claim(
            number_row(number),
            owned_number_row(customer.number, number.number),
            *registration_rows(customer, opened, price_list),
            audit_row(audit),
        )

    def link_number(self, number: NumberEntry, customer: str, audit: AuditEntry) -> None:
        self._claim(*link_rows(number, customer, audit), for_customer=customer)

    def change_account(self, change: AccountChange) -> None:
        write_together([], change)

    def _claim(self, *new_rows: rows.Row, for_customer: str | None = None) -> None:
        try:
            with writing(new_rows) as transaction:
                if for_customer:
                    transaction.condition_check(
                        rows.AccountRow,
                        customer_key(for_customer),
                        "ACCOUNT",
                        condition=rows.AccountRow.pk.exists() & lets_in(),
                    )
        except (RowsExistError, AccountChangedError) as error:
            raise NumberTakenError("the number or its owner was registered meanwhile") from error


def link_rows(number: NumberEntry, customer: str, audit: AuditEntry) -> tuple[rows.Row, ...]:
    """What makes a number one more of a customer's. All of them must be new."""
    return number_row(number), owned_number_row(customer, number.number), audit_row(audit)
