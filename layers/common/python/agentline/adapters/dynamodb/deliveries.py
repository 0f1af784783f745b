"""The log of deliveries and their attempts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from pynamodb.exceptions import DoesNotExist, TransactWriteError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from agentline.adapters.dynamodb.event_rows import AttemptRow, DeliveryRow
from agentline.adapters.dynamodb.rows import Row, instant_text
from agentline.adapters.dynamodb.transaction import RowsExistError, write_alone
from agentline.domain.outgoing_event import EventType, day_of
from agentline.domain.webhook_delivery import Answer, Attempt, Delivery, DeliveryState
from agentline.outgoing_ports import DeliveryChangedError, DeliveryMissingError

KEPT = timedelta(days=90)
TODO = "delivery"
TODO_INDEX = "Todo"
# As many as one sweep takes up; the next one goes on.
_OVERDUE_AT_ONCE = 500


class TableDeliveries:
    """The `DeliveryLog` port on the table."""

    def open(self, delivery: Delivery, now: datetime) -> None:
        row = _key_row(delivery)
        row.event_type = delivery.type.value
        row.at = delivery.at
        row.body = delivery.body
        row.expires = now + KEPT
        for name, value in _fields(delivery).items():
            setattr(row, name, value)
        try:
            write_alone(row)
        except RowsExistError:
            return

    def find(self, endpoint: str, event: str) -> Delivery:
        try:
            row = DeliveryRow.get(_partition(endpoint, day_of(event)), event, consistent_read=True)
        except DoesNotExist:
            raise DeliveryMissingError(f"no delivery of {event} to {endpoint[:60]}") from None
        return _delivery(row)

    def change(self, delivery: Delivery, attempt: Attempt | None = None) -> Delivery:
        changed = replace(delivery, version=delivery.version + 1)
        actions = [_set_or_remove(name, value) for name, value in _fields(changed).items()]
        condition = DeliveryRow.version == delivery.version
        if attempt is None:
            _update(_key_row(delivery), actions, condition)
        else:
            _update_with(_key_row(delivery), actions, condition, _attempt_row(delivery, attempt))
        return changed

    def of_day(self, endpoint: str, day: date) -> Sequence[Delivery]:
        found = DeliveryRow.query(
            _partition(endpoint, day), DeliveryRow.sk.startswith("evt_"), consistent_read=True
        )
        return [_delivery(row) for row in found]

    def attempts(self, delivery: Delivery) -> Sequence[Attempt]:
        found = AttemptRow.query(
            _partition(delivery.endpoint, day_of(delivery.event)),
            AttemptRow.sk.startswith(f"ATTEMPT#{delivery.event}#"),
            consistent_read=True,
        )
        return [_attempt(row) for row in found]

    def overdue(self, before: datetime) -> Sequence[Delivery]:
        """The index tells keys only, of a moment ago: what is due, the rows tell."""
        answer = Row.connect().dispatch(
            "Query",
            {
                "TableName": Row.Meta.table_name,
                "IndexName": TODO_INDEX,
                "KeyConditionExpression": "todo = :todo AND todo_at < :before",
                "ExpressionAttributeValues": {
                    ":todo": {"S": TODO},
                    ":before": {"S": instant_text(before)},
                },
                "Limit": _OVERDUE_AT_ONCE,
            },
        )
        keys = [(item["pk"]["S"], item["sk"]["S"]) for item in answer["Items"]]
        found = [_delivery(row) for row in DeliveryRow.batch_get(keys, consistent_read=True)]
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
    row: DeliveryRow, actions: list[Action], condition: Condition, attempt: AttemptRow
) -> None:
    try:
        with TransactWrite(connection=Row.connect()) as transaction:
            transaction.update(row, actions=actions, condition=condition)
            transaction.save(attempt)
    except TransactWriteError as error:
        reasons = error.cancellation_reasons
        if any(reason and reason.code == "ConditionalCheckFailed" for reason in reasons):
            raise DeliveryChangedError(f"delivery of {row.sk} was changed") from error
        raise


def _partition(endpoint: str, day: date) -> str:
    return f"DELIVERIES#{endpoint}#{day.isoformat()}"


def _key_row(delivery: Delivery) -> DeliveryRow:
    return DeliveryRow(_partition(delivery.endpoint, day_of(delivery.event)), delivery.event)


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


def _delivery(row: DeliveryRow) -> Delivery:
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
        _partition(delivery.endpoint, day_of(delivery.event)),
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
