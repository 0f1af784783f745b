"""The log of deliveries and their attempts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from pynamodb.exceptions import DoesNotExist, TransactWriteError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from agentline.adapters.dynamodb.event_rows import AttemptRow, DeliveryRow
from agentline.adapters.dynamodb.mapping.accounts import audit_row
from agentline.adapters.dynamodb.rows import Row
from agentline.adapters.dynamodb.todo_index import rows_waiting
from agentline.adapters.dynamodb.transaction import RowsExistError, write_alone
from agentline.domain.audit import AuditEntry
from agentline.domain.outgoing_event import EventType, day_of
from agentline.domain.webhook_delivery import Answer, Attempt, Delivery, DeliveryState
from agentline.outgoing_ports import DeliveryChangedError, DeliveryMissingError

KEPT = timedelta(days=90)
TODO = "delivery"
# As many as one sweep takes up; the next one goes on.
_OVERDUE_AT_ONCE = 500


class TableDeliveries:
    """The `DeliveryLog` port on the table."""

    def open(self, delivery: Delivery, now: datetime) -> None:
        try:
            write_alone(delivery_row(delivery, now))
        except RowsExistError:
            return

    def find(self, endpoint: str, event: str) -> Delivery:
        try:
            row = DeliveryRow.get(
                partition_of(endpoint, day_of(event)), event, consistent_read=True
            )
        except DoesNotExist:
            raise DeliveryMissingError(f"no delivery of {event} to {endpoint[:60]}") from None
        return delivery_of(row)

    def change(
        self,
        delivery: Delivery,
        attempt: Attempt | None = None,
        audit: AuditEntry | None = None,
    ) -> Delivery:
        changed = replace(delivery, version=delivery.version + 1)
        actions = [_set_or_remove(name, value) for name, value in _fields(changed).items()]
        condition = DeliveryRow.version == delivery.version
        beside: list[Row] = [_attempt_row(delivery, attempt)] if attempt else []
        if audit:
            beside.append(audit_row(audit))
        if beside:
            _update_with(_key_row(delivery), actions, condition, beside)
        else:
            _update(_key_row(delivery), actions, condition)
        return changed

    def of_day(self, endpoint: str, day: date) -> Sequence[Delivery]:
        found = DeliveryRow.query(
            partition_of(endpoint, day), DeliveryRow.sk.startswith("evt_"), consistent_read=True
        )
        return [delivery_of(row) for row in found]

    def attempts(self, delivery: Delivery) -> Sequence[Attempt]:
        found = AttemptRow.query(
            partition_of(delivery.endpoint, day_of(delivery.event)),
            AttemptRow.sk.startswith(f"ATTEMPT#{delivery.event}#"),
            consistent_read=True,
        )
        return [_attempt(row) for row in found]

    def overdue(self, before: datetime) -> Sequence[Delivery]:
        """The index tells keys only, of a moment ago: what is due, the rows tell."""
        waiting = islice(rows_waiting(TODO, before), _OVERDUE_AT_ONCE)
        keys = [(row.pk, row.sk) for row in waiting]
        found = [delivery_of(row) for row in DeliveryRow.batch_get(keys, consistent_read=True)]
        overdue = [each for each in found if each.next_at and each.next_at < before]
        return sorted(overdue, key=lambda each: (each.next_at, each.event))


def _update(row: DeliveryRow, actions: list[Action], condition: Condition) -> None:
    try:
        row.update(actions=actions, condition=condition)
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        raise DeliveryChangedError(f"delivery of {row.sk} was changed") from error


def _update_with(
    row: DeliveryRow, actions: list[Action], condition: Condition, beside: Sequence[Row]
) -> None:
    try:
        with TransactWrite(connection=Row.connect()) as transaction:
            transaction.update(row, actions=actions, condition=condition)
            for each in beside:
                transaction.save(each)
    except TransactWriteError as error:
        reasons = error.cancellation_reasons
        if any(reason and reason.code == "ConditionalCheckFailed" for reason in reasons):
            raise DeliveryChangedError(f"delivery of {row.sk} was changed") from error
        raise


def delivery_row(delivery: Delivery, opened_at: datetime) -> DeliveryRow:
    row = _key_row(delivery)
    row.event_type = delivery.type.value
    row.at = delivery.at
    row.body = delivery.body
    row.expires = opened_at + KEPT
    for name, value in _fields(delivery).items():
        setattr(row, name, value)
    return row


def partition_of(endpoint: str, day: date) -> str:
    return f"DELIVERIES#{endpoint}#{day.isoformat()}"


def _key_row(delivery: Delivery) -> DeliveryRow:
    return DeliveryRow(partition_of(delivery.endpoint, day_of(delivery.event)), delivery.event)


def _fields(delivery: Delivery) -> dict[str, Any]:
    """What changes in the life of a delivery."""
    return {
        "state": delivery.state.value,
        "attempts": delivery.attempts,
        "tries": delivery.tries,
        "todo": TODO if delivery.is_pending else None,
        "todo_at": delivery.next_at,
        "reason": delivery.reason,
        "version": delivery.version,
    }


def _set_or_remove(name: str, value: Any) -> Action:
    attribute = getattr(DeliveryRow, name)
    action: Action = attribute.remove() if value is None else attribute.set(value)
    return action


def delivery_of(row: DeliveryRow) -> Delivery:
    return Delivery(
        endpoint=row.pk.split("#")[1],
        event=row.sk,
        type=EventType(row.event_type),
        at=row.at,
        body=row.body,
        state=DeliveryState(row.state),
        attempts=int(row.attempts),
        tries=int(row.tries),
        next_at=row.todo_at,
        reason=row.reason,
        version=int(row.version),
    )


def _attempt_row(delivery: Delivery, attempt: Attempt) -> AttemptRow:
    answer = attempt.answer
    return AttemptRow(
        partition_of(delivery.endpoint, day_of(delivery.event)),
        f"ATTEMPT#{delivery.event}#{attempt.number:04d}",
        at=attempt.at,
        milliseconds=answer.milliseconds,
        status=answer.status,
        failure=answer.failure,
        excerpt=answer.excerpt or None,
        expires=attempt.at + KEPT,
    )


def _attempt(row: AttemptRow) -> Attempt:
    return Attempt(
        number=int(row.sk.rpartition("#")[2]),
        at=row.at,
        answer=Answer(
            milliseconds=int(row.milliseconds),
            status=None if row.status is None else int(row.status),
            failure=row.failure,
            excerpt=row.excerpt or "",
        ),
    )
