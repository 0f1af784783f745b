"""Conditional transactions: what is written together, and what a cancelled one tells."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pynamodb.exceptions import CancellationReason, PutError, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.accounts import (
    account_fields,
    audit_row,
    closed_basis_row,
)
from agentline.adapters.dynamodb.mapping.customers import customer_key, next_revision
from agentline.domain.account import Account, AccountChange
from agentline.domain.audit import AuditEntry, audit_closing
from agentline.ports import AccountChangedError

_CONDITION_FAILED = "ConditionalCheckFailed"
_PASSING = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}


class RowsExistError(Exception):
    """Some of the rows were there before; nothing was written.

    `found` holds, in the order of the rows to be written, the stored row where there was one.
    """

    def __init__(self, found: Sequence[rows.Row | None]) -> None:
        super().__init__("rows exist already")
        self.found = tuple(found)


def write_together(
    new_rows: Sequence[rows.Row],
    change: AccountChange | None = None,
    addition: rows.Row | None = None,
) -> None:
    """Write rows that must not exist yet, and the change of an account, all or nothing.

    What is stated in `addition` is added to that row, or makes it. A basis the change closes is
    written too, with its audit entry. Raises RowsExistError, and AccountChangedError where the
    account or a draft is not as the change found it, or is being changed.
    """
    with writing(new_rows) as transaction:
        if change:
            _add_change(transaction, change)
        if addition:
            transaction.update(addition, actions=_stated(addition))


def write_alone(row: rows.Row) -> None:
    """Write one row that must not exist yet, at half the price of a transaction.

    Raises RowsExistError, which then does not hold the stored row: one put does not return it.
    """
    try:
        row.save(condition=row.is_new())
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        raise RowsExistError([]) from error


def write_code(row: rows.CodeRow, customer: str, digest: str, audit: AuditEntry) -> None:
    """Keep a code and name it in the account, which voids the last one.

    Raises RowsExistError, and AccountChangedError for an account that lets nobody in any more.
    """
    with writing([row]) as transaction:
        transaction.save(audit_row(audit))
        transaction.update(
            rows.AccountRow(customer_key(customer), "ACCOUNT"),
            actions=[rows.AccountRow.code.set(digest)],
            condition=rows.AccountRow.pk.exists() & lets_in(),
        )
        # Whoever saw the customer without this code has not seen the customer.
        transaction.update(
            rows.ProfileRow(customer_key(customer), "PROFILE"),
            actions=[next_revision()],
            condition=rows.ProfileRow.pk.exists(),
        )


def lets_in() -> Condition:
    """That an account, if there is one, is neither merged into another nor erased."""
    account = rows.AccountRow
    condition: Condition = account.merged_into.does_not_exist() & account.is_erased.does_not_exist()
    return condition


@contextmanager
def writing(new_rows: Sequence[rows.Row]) -> Iterator[TransactWrite]:
    """A transaction that begins with rows that must not exist yet; what else it holds is added.

    Raises RowsExistError, and AccountChangedError for any other condition or conflict.
    """
    try:
        with TransactWrite(connection=rows.Row.connect()) as transaction:
            for row in new_rows:
                transaction.save(row, condition=row.is_new(), return_values="ALL_OLD")
            yield transaction
    except TransactWriteError as error:
        reasons = error.cancellation_reasons
        found = [_stored_row(reason) for reason in reasons[: len(new_rows)]]
        if any(found):
            raise RowsExistError(found) from error
        if any(reason and reason.code in {_CONDITION_FAILED, *_PASSING} for reason in reasons):
            raise AccountChangedError(str(error)) from error
        raise


@contextmanager
def deciding(new_rows: Sequence[rows.Row]) -> Iterator[TransactWrite]:
    """The same, where it is all one whose condition fails. Raises AccountChangedError alone."""
    try:
        with writing(new_rows) as transaction:
            yield transaction
    except RowsExistError as error:
        raise AccountChangedError("others were faster") from error


def _add_change(transaction: TransactWrite, change: AccountChange) -> None:
    customer = change.before.customer
    if change.closed:
        new_rows: list[rows.Row] = [
            closed_basis_row(customer, change.closed),
            audit_row(audit_closing(customer, change.closed)),
        ]
        for row in new_rows:
            transaction.save(row, condition=row.is_new())
    if change.drafts:
        # Few changes correct a draft, and all else about bases is not loaded while a caller waits.
        from agentline.adapters.dynamodb.mapping.bases import basis_row

        for draft in change.drafts:
            transaction.save(basis_row(draft), condition=rows.BasisRow.version == draft.version)
    update_account(transaction, change.before, change.after)


def update_account(
    transaction: TransactWrite, before: Account, after: Account, *more: Action
) -> None:
    """Write what differs in an account, on the condition that it is as it was read."""
    account = rows.AccountRow
    fields = account_fields(after) | {"version": before.version + 1}
    transaction.update(
        account(customer_key(before.customer), "ACCOUNT"),
        actions=[
            getattr(account, name).remove() if value is None else getattr(account, name).set(value)
            for name, value in fields.items()
        ]
        + [*more],
        condition=account.version == before.version,
    )


def _stated(row: rows.Row) -> list[Action]:
    stated = {"kind": type(row)} | {
        name: getattr(row, name)
        for name in row.get_attributes()
        if name not in ("pk", "sk", "kind")
    }
    return [
        getattr(type(row), name).set(value) for name, value in stated.items() if value is not None
    ]


def _stored_row(reason: CancellationReason | None) -> rows.Row | None:
    if reason is None or reason.code != _CONDITION_FAILED or not reason.raw_item:
        return None
    return rows.Row.from_raw_data(reason.raw_item)
