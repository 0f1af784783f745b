"""How current customers' addresses are, on the table."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from typing import Any

from pynamodb.exceptions import UpdateError
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
from agentline.adapters.dynamodb.mapping.customers import customer_key, next_revision, owner
from agentline.adapters.dynamodb.search_rows import move_owner
from agentline.adapters.dynamodb.todo_index import WaitingRow, list_waiting_rows, rows_waiting
from agentline.adapters.dynamodb.transaction import writing
from agentline.address_ports import AddressChangedError
from agentline.domain.address_file import AddressFile, AddressVersion
from agentline.domain.audit import AuditEntry
from agentline.domain.customer import CustomerStatus
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.office_ports import Listing, Position
from agentline.ports import AccountChangedError, CustomerMissingError

_PROFILE = "PROFILE"
_NUMBER = "NUMBER#"
# These have no address of their own any more.
_GONE = {CustomerStatus.MERGED.value, CustomerStatus.ERASED.value}


class TableAddresses:
    """The `AddressBook` port on the table."""

    def file(self, customer: str) -> AddressFile:
        key = customer_key(customer)
        found = rows.Row.batch_get([(key, _PROFILE), (key, ADDRESS)], consistent_read=True)
        by_kind = {type(row): row for row in found}
        profile, address = by_kind.get(rows.ProfileRow), by_kind.get(AddressRow)
        if not isinstance(profile, rows.ProfileRow):
            raise CustomerMissingError(f"customer {customer} has no entry in the register")
        if profile.status in _GONE:
            raise CustomerMissingError(f"customer {customer} is {profile.status}")
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
                    ]
                    + [next_revision()],
                    condition=_states(before.version),
                )
                owners = before.version.owner, after.version.owner
                move_owner(transaction, before.customer, *owners)
            transaction.save(
                address_row(after, before.revision + 1),
                condition=is_as_found if before.revision else AddressRow.pk.does_not_exist(),
            )
            if audit:
                entry = audit_row(audit)
                transaction.save(entry, condition=entry.is_new())

    def due(self, before: datetime, limit: int | None) -> Sequence[str]:
        return [_customer(row) for row in islice(rows_waiting(BY_AGE, before), limit)]

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
        return [_customer(row) for row in rows_waiting(UNDECIDED)]

    def list_undecided(self, limit: int, position: Position | None) -> Listing[AddressFile]:
        """The `AddressLists` port."""
        found = list_waiting_rows([UNDECIDED], limit, position)
        files = [self.file(_customer(row)) for row in found.items]
        undecided = [file for file in files if file.undecided]
        return Listing(items=undecided, position=found.position)


@contextmanager
def _writing() -> Iterator[TransactWrite]:
    """Raises AddressChangedError for any condition that fails, and any conflict."""
    try:
        with writing([]) as transaction:
            yield transaction
    except AccountChangedError as error:
        raise AddressChangedError(str(error)) from error


def _states(version: AddressVersion) -> Condition:
    """The register's entry is still that version."""
    first, *others = (
        getattr(rows.ProfileRow, name) == value for name, value in _profile_fields(version).items()
    )
    condition: Condition = first
    for other in others:
        condition &= other
    # An erased customer's name is another one by then.
    condition &= rows.ProfileRow.merged_into.does_not_exist()
    return condition


def _profile_fields(version: AddressVersion) -> dict[str, Any]:
    return {
        **asdict(version.owner),
        "source": version.source,
        "fetched_at": version.fetched_at,
    }


def _version(profile: rows.ProfileRow) -> AddressVersion:
    return AddressVersion(
        owner=owner(profile), source=profile.source, fetched_at=profile.fetched_at
    )


def _numbers(key: str) -> Iterator[PhoneNumber]:
    for row in rows.OwnedNumberRow.query(
        key, rows.OwnedNumberRow.sk.startswith(_NUMBER), consistent_read=True
    ):
        yield phone_number(row.sk.removeprefix(_NUMBER))


def _customer(row: WaitingRow) -> str:
    return row.pk.removeprefix("CUST#")
