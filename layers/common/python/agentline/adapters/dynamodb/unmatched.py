"""Unmatched callers, as staff see to them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from pynamodb.exceptions import DoesNotExist

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.accounts import audit_row
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.register import link_rows
from agentline.adapters.dynamodb.registration import new_customer_rows
from agentline.adapters.dynamodb.todo_index import list_waiting_rows
from agentline.adapters.dynamodb.transaction import RowsExistError, writing
from agentline.calls_ports import Linking, UnmatchedMissingError
from agentline.customer_ports import NewCustomer
from agentline.domain.audit import AuditEntry
from agentline.domain.call import UNMATCHED, UnmatchedCaller
from agentline.domain.customer import ListingStatus, Owner
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.domain.seeing_to import SeenTo
from agentline.domain.unmatched import UnmatchedEntry, unmatched_id
from agentline.office_ports import Listing, Position
from agentline.ports import AccountChangedError

_PREFIX = "UNMATCHED#"


class TableUnmatched:
    """The `UnmatchedBook` port on the table."""

    def waiting(self, limit: int, position: Position | None) -> Listing[UnmatchedEntry]:
        found = list_waiting_rows([UNMATCHED], limit, position)
        keys = [(row.pk, row.sk) for row in found.items]
        stored = rows.UnmatchedRow.batch_get(keys, consistent_read=True) if keys else ()
        entries = sorted(map(_entry, stored), key=lambda entry: entry.caller.at)
        return Listing(
            items=[entry for entry in entries if entry.is_waiting], position=found.position
        )

    def find(self, entry: str) -> UnmatchedEntry:
        try:
            return _entry(rows.UnmatchedRow.get(*_keys(entry), consistent_read=True))
        except DoesNotExist:
            raise UnmatchedMissingError(f"there is no unmatched caller {entry[:60]}") from None

    def holders(self, numbers: Iterable[PhoneNumber]) -> Mapping[PhoneNumber, str]:
        keys = [(f"NUM#{number}", "NUM") for number in dict.fromkeys(numbers)]
        found = rows.NumberRow.batch_get(keys, consistent_read=True) if keys else ()
        return {
            phone_number(row.pk.removeprefix("NUM#")): row.customer for row in found if row.customer
        }

    def see_to(
        self, entry: UnmatchedEntry, seen: SeenTo, change: NewCustomer | Linking | AuditEntry
    ) -> None:
        row = rows.UnmatchedRow
        try:
            with writing(_new_rows(change)) as transaction:
                if seen.customer and not isinstance(change, NewCustomer):
                    transaction.condition_check(
                        rows.ProfileRow,
                        customer_key(seen.customer),
                        "PROFILE",
                        condition=rows.ProfileRow.pk.exists()
                        & rows.ProfileRow.status.does_not_exist(),
                    )
                transaction.update(
                    row(*_keys(entry.id)),
                    actions=[
                        row.todo.remove(),
                        row.todo_at.remove(),
                        row.seen_by.set(seen.by),
                        row.seen_at.set(seen.at),
                        row.outcome.set(seen.outcome),
                        row.deed.set(seen.deed),
                        row.customer.set(seen.customer) if seen.customer else row.customer.remove(),
                    ],
                    condition=row.todo.exists(),
                )
        except RowsExistError as error:
            raise AccountChangedError("somebody registered the number or its owner") from error


def caller_of(row: rows.UnmatchedRow) -> UnmatchedCaller:
    return UnmatchedCaller(
        call=row.sk,
        at=row.at,
        a_number=phone_number(row.a_number) if row.a_number else None,
        b_number=row.b_number,
        reason=row.reason,
        listing=ListingStatus(row.listing) if row.listing else None,
        owner=Owner(**row.owner) if row.owner else None,
    )


def unmatched_keys(call: str, at: datetime) -> tuple[str, str]:
    """Where the caller of a call is kept who could not be identified at that time."""
    return _keys(unmatched_id(call, at))


def _new_rows(change: NewCustomer | Linking | AuditEntry) -> Sequence[rows.Row]:
    match change:
        case NewCustomer():
            return [*new_customer_rows(change), *map(audit_row, change.audit)]
        case Linking():
            return link_rows(change.number, change.customer, change.audit)
        case AuditEntry():
            return [audit_row(change)]


def _keys(entry: str) -> tuple[str, str]:
    day, _, call = entry.partition(".")
    return _PREFIX + day, call


def _entry(row: rows.UnmatchedRow) -> UnmatchedEntry:
    return UnmatchedEntry(
        id=unmatched_id(row.sk, row.at),
        caller=caller_of(row),
        is_waiting=row.todo is not None,
        seen=_seen(row),
    )


def _seen(row: rows.UnmatchedRow) -> SeenTo | None:
    by: str | None = row.seen_by
    if by is None:
        return None
    return SeenTo(
        by=by,
        at=row.seen_at,
        outcome=row.outcome,
        deed=row.deed,
        customer=row.customer,
    )
