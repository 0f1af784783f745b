"""The operator's webhook endpoints: a few rows under one key."""

from collections.abc import Sequence
from dataclasses import replace

from pynamodb.exceptions import DoesNotExist

from agentline.adapters.dynamodb.event_rows import EndpointRow
from agentline.adapters.dynamodb.mapping.accounts import audit_row
from agentline.adapters.dynamodb.transaction import RowsExistError, writing
from agentline.domain.audit import AuditEntry
from agentline.domain.outgoing_event import EventType
from agentline.domain.webhook_delivery import Endpoint, EndpointState
from agentline.outgoing_ports import EndpointChangedError, EndpointMissingError
from agentline.ports import AccountChangedError

_KEY = "WEBHOOKS"
_PREFIX = "ENDPOINT#"


class TableEndpoints:
    """The `EndpointBook` port on the table."""

    def add(self, endpoint: Endpoint, audit: AuditEntry) -> Endpoint:
        try:
            with writing([endpoint_row(endpoint), audit_row(audit)]):
                pass
        except RowsExistError as error:
            stored = error.found[0]
            if not isinstance(stored, EndpointRow):
                raise
            return _endpoint(stored)
        return endpoint

    def all(self) -> Sequence[Endpoint]:
        found = EndpointRow.query(_KEY, EndpointRow.sk.startswith(_PREFIX), consistent_read=True)
        return sorted((_endpoint(row) for row in found), key=lambda each: (each.added_at, each.id))

    def find(self, endpoint: str) -> Endpoint:
        try:
            return _endpoint(EndpointRow.get(_KEY, _PREFIX + endpoint, consistent_read=True))
        except DoesNotExist:
            raise EndpointMissingError(f"there is no endpoint {endpoint[:60]}") from None

    def change(self, endpoint: Endpoint, audit: AuditEntry | None = None) -> Endpoint:
        changed = replace(endpoint, version=endpoint.version + 1)
        entries = [audit_row(audit)] if audit else []
        try:
            with writing(entries) as transaction:
                transaction.save(
                    endpoint_row(changed), condition=EndpointRow.version == endpoint.version
                )
        except (AccountChangedError, RowsExistError) as error:
            raise EndpointChangedError(f"endpoint {endpoint.id} was changed") from error
        return changed


def endpoint_row(endpoint: Endpoint) -> EndpointRow:
    return EndpointRow(
        _KEY,
        _PREFIX + endpoint.id,
        url=endpoint.url,
        types=None if endpoint.types is None else sorted(endpoint.types),
        secret=endpoint.secret,
        previous_secret=endpoint.previous_secret,
        previous_until=endpoint.previous_until,
        state=endpoint.state.value,
        reason=endpoint.reason,
        failing_since=endpoint.failing_since,
        rotated_by=endpoint.rotated_by,
        added_at=endpoint.added_at,
        changed_by=endpoint.changed_by,
        changed_at=endpoint.changed_at,
        version=endpoint.version,
    )


def _endpoint(row: EndpointRow) -> Endpoint:
    return Endpoint(
        id=row.sk.removeprefix(_PREFIX),
        url=row.url,
        types=None if row.types is None else frozenset(map(EventType, row.types)),
        secret=row.secret,
        previous_secret=row.previous_secret,
        previous_until=row.previous_until,
        state=EndpointState(row.state),
        reason=row.reason,
        failing_since=row.failing_since,
        rotated_by=row.rotated_by,
        added_at=row.added_at,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
        version=int(row.version),
    )
