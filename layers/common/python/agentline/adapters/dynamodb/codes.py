"""Codes by their keyed hash, and the tries that were made at them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pynamodb.exceptions import DoesNotExist

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.transaction import RowsExistError, write_code
from agentline.domain.audit import AuditEntry
from agentline.domain.code import TRIES_WINDOW, Tries
from agentline.domain.phone_number import PhoneNumber
from agentline.ports import CodeTakenError

if TYPE_CHECKING:  # pydantic is for those who enter a code
    from agentline.adapters.code_keys import CodeKeys

_ALL = "all"
_SUCCESS = "SUCCESS"
_TRIES_KEPT = timedelta(days=40)


class TableCodes:
    """The `Codes` port on the table."""

    def __init__(self, keys: "Callable[[], CodeKeys]") -> None:
        self._keys = keys

    def count_try(self, a_number: PhoneNumber | None, now: datetime) -> Tries:
        return Tries(
            of_number=_add(a_number, 1, now) if a_number else None,
            of_all=_add(_ALL, 1, now),
            last_success_at=_last_success(a_number) if a_number else None,
        )

    def customer_of(self, code: str) -> str | None:
        """Both keys are always tried, in one request, whether or not the first one fits."""
        keys = [(f"PIN#{digest}", "PIN") for digest in self._keys().digests(code)]
        found = list(rows.CodeRow.batch_get(keys, consistent_read=True))
        for row in found:
            digest = row.pk.removeprefix("PIN#")
            account = rows.AccountRow.get(customer_key(row.customer), "ACCOUNT")
            if account.code == digest:
                return str(row.customer)
        return None

    def note_success(self, a_number: PhoneNumber | None, now: datetime) -> None:
        _add(_ALL, -1, now)
        if a_number:
            _add(a_number, -1, now)
            rows.TriesRow(
                f"TRIES#{a_number}", _SUCCESS, last_success_at=now, expires=now + _TRIES_KEPT
            ).save()

    def store(self, customer: str, code: str, audit: AuditEntry) -> None:
        digest = self._keys().current.digest(code)
        row = rows.CodeRow(f"PIN#{digest}", "PIN", customer=customer, issued_at=audit.at)
        try:
            write_code(row, customer, digest, audit)
        except RowsExistError as error:
            raise CodeTakenError("the code is somebody's") from error


def _add(who: str, number: int, now: datetime) -> int:
    row = rows.TriesRow(f"TRIES#{who}", _window(now))
    row.update(
        actions=[
            rows.TriesRow.tries.add(number),
            rows.TriesRow.expires.set(now + _TRIES_KEPT),
        ]
    )
    return int(row.tries)


def _last_success(a_number: PhoneNumber) -> datetime | None:
    try:
        return rows.TriesRow.get(f"TRIES#{a_number}", _SUCCESS).last_success_at
    except DoesNotExist:
        return None


def _window(now: datetime) -> str:
    seconds = int(TRIES_WINDOW.total_seconds())
    return f"WINDOW#{int(now.timestamp()) // seconds * seconds}"
