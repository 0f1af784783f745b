"""How current customers' addresses are, on the table."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from typing import Any

from pynamodb.exceptions import DoesNotExist, TransactWriteError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.address_rows import (
    ADDRESS,
    BY_AGE,
    UNDECIDED,
    AddressRow,
    address_row,
    finding_from_json,
)
from agentline.adapters.dynamodb.mapping.accounts import audit_row
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.address_ports import AddressChangedError
from agentline.domain.address_file import AddressFile, AddressVersion
from agentline.domain.audit import AuditEntry
from agentline.domain.customer import Owner
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.ports import CustomerMissingError

TODO_INDEX = "Todo"
_PROFILE = "PROFILE"
_OWNER = "OWNER"
_NUMBER = "NUMBER#"
_CONTESTED = {
    "ConditionalCheckFailed",
    "TransactionConflict",
    "ThrottlingError",
    "ProvisionedThroughputExceeded",
}


class TableAddresses:
    """The `AddressBook` port on the table."""

    def file(self, customer: str) -> AddressFile:
        key = customer_key(customer)
        found = rows.Row.batch_get([(key, _PROFILE), (key, ADDRESS)], consistent_read=True)
        by_kind = {type(row): row for row in found}
        profile, address = by_kind.get(rows.ProfileRow), by_kind.get(AddressRow)
        if not isinstance(profile, rows.ProfileRow):
            raise CustomerMissingError(f"customer {customer} has no entry in the register")
        known = address if isinstance(address, AddressRow) else None
        return AddressFile(
            customer=customer,
            version=_version(profile),
            numbers=tuple(_numbers(key)),
            finding=finding_from_json(known.finding) if known and known.finding else None,
            revision=int(known.revision) if known else 0,
        )

    def keep(self, before: AddressFile, after: AddressFile, audit: AuditEntry | None) -> None:
        key = customer_key(before.customer)
        is_as_found: Condition = AddressRow.revision == before.revision
        with _writing() as transaction:
            if after.version == before.version:
                transaction.condition_check(
                    rows.ProfileRow, key, _PROFILE, condition=_states(before.version)
                )
            else:
                transaction.update(
                    rows.ProfileRow(key, _PROFILE),
                    actions=[
                        getattr(rows.ProfileRow, name).set(value)
                        for name, value in _profile_fields(after.version).items()
                    ],
                    condition=_states(before.version),
                )
                _move_owner(transaction, before, after)
            transaction.save(
                address_row(after, before.revision + 1),
                condition=is_as_found if before.revision else AddressRow.pk.does_not_exist(),
            )
            if audit:
                entry = audit_row(audit)
                transaction.save(entry, condition=entry.is_new())

    def due(self, before: datetime, limit: int | None) -> Sequence[str]:
        return list(islice(_todo(BY_AGE, before), limit))

    def put_off(self, customer: str, known_at: datetime) -> None:
        # Who waits for staff meanwhile, or is gone, is not due anyhow.
        try:
            AddressRow(customer_key(customer), ADDRESS).update(
                actions=[AddressRow.todo_at.set(known_at)],
                condition=AddressRow.todo == BY_AGE,
            )
        except UpdateError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise

    def undecided(self) -> Sequence[str]:
        return list(_todo(UNDECIDED))


@contextmanager
def _writing() -> Iterator[TransactWrite]:
    """Raises AddressChangedError for any condition that fails, and any conflict."""
    try:
        with TransactWrite(connection=rows.Row.connect()) as transaction:
            yield transaction
    except TransactWriteError as error:
        if any(reason and reason.code in _CONTESTED for reason in error.cancellation_reasons):
            raise AddressChangedError(str(error)) from error
        raise


def _move_owner(transaction: TransactWrite, before: AddressFile, after: AddressFile) -> None:
    """Whoever is found under the new name and address from now on is this customer."""
    old, new = (file.version.owner.fingerprint for file in (before, after))
    if old == new:
        return
    customer = before.customer
    with suppress(DoesNotExist):
        row = rows.OwnerRow.get(f"OWNER#{old}", _OWNER, consistent_read=True)
        if row.customer == customer:
            transaction.delete(row, condition=rows.OwnerRow.customer == customer)
    is_free: Condition = rows.OwnerRow.pk.does_not_exist() | (rows.OwnerRow.customer == customer)
    transaction.save(rows.OwnerRow(f"OWNER#{new}", _OWNER, customer=customer), condition=is_free)


def _states(version: AddressVersion) -> Condition:
    """The register's entry is still that version."""
    first, *others = (
        getattr(rows.ProfileRow, name) == value for name, value in _profile_fields(version).items()
    )
    condition: Condition = first
    for other in others:
        condition &= other
    return condition


def _profile_fields(version: AddressVersion) -> dict[str, Any]:
    return {
        **asdict(version.owner),
        "source": version.source,
        "fetched_at": version.fetched_at,
    }


def _version(profile: rows.ProfileRow) -> AddressVersion:
    return AddressVersion(
        owner=Owner(
            name=profile.name,
            street=profile.street,
            postcode=profile.postcode,
            city=profile.city,
            country=profile.country,
        ),
        source=profile.source,
        fetched_at=profile.fetched_at,
    )


def _numbers(key: str) -> Iterator[PhoneNumber]:
    for row in rows.OwnedNumberRow.query(
        key, rows.OwnedNumberRow.sk.startswith(_NUMBER), consistent_read=True
    ):
        yield phone_number(row.sk.removeprefix(_NUMBER))


def _todo(todo: str, before: datetime | None = None) -> Iterator[str]:
    """Customers on the index under that word, the longest ago first.

    Asked of the client: the index holds keys only, without the kind PynamoDB tells rows by.
    """
    client: Any = rows.Row.connect().client
    question: dict[str, Any] = {
        "TableName": rows.Row.Meta.table_name,
        "IndexName": TODO_INDEX,
        "KeyConditionExpression": "todo = :todo",
        "ExpressionAttributeValues": {":todo": {"S": todo}},
    }
    if before:
        question["KeyConditionExpression"] += " AND todo_at < :before"
        question["ExpressionAttributeValues"][":before"] = {"S": rows.instant_text(before)}
    while True:
        page = client.query(**question)
        for item in page["Items"]:
            yield item["pk"]["S"].removeprefix("CUST#")
        if "LastEvaluatedKey" not in page:
            return
        question["ExclusiveStartKey"] = page["LastEvaluatedKey"]
