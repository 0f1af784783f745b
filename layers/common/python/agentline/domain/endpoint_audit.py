"""Audit entries about webhook endpoints, which concern no customer (invariant I8). Secrets are in
none of them."""

from agentline.domain.audit import AuditEntry
from agentline.domain.receivables import Actor
from agentline.domain.webhook_delivery import Delivery, DeliveryState, Endpoint

WEBHOOK_ADDED = "webhook_added"
WEBHOOK_ENABLED = "webhook_enabled"
WEBHOOK_DISABLED = "webhook_disabled"
WEBHOOK_ROTATED = "webhook_rotated"
DELIVERY_RESENT = "delivery_resent"


def audit_endpoint(what: str, before: Endpoint | None, after: Endpoint, by: Actor) -> AuditEntry:
    return AuditEntry(
        customer=None,
        at=by.at,
        who=by.who,
        what=what,
        subject=after.id,
        before=_standing(before) if before else {},
        after=_standing(after),
        why=by.why,
    )


def audit_resending(delivery: Delivery, by: Actor) -> AuditEntry:
    return AuditEntry(
        customer=None,
        at=by.at,
        who=by.who,
        what=DELIVERY_RESENT,
        subject=delivery.event,
        before={"endpoint": delivery.endpoint, "state": delivery.state.value},
        after={"endpoint": delivery.endpoint, "state": DeliveryState.PENDING.value},
        why=by.why,
    )


def _standing(endpoint: Endpoint) -> dict[str, str]:
    events = "all" if endpoint.types is None else " ".join(sorted(endpoint.types))
    stated = {"url": endpoint.url, "events": events, "state": endpoint.state.value}
    if endpoint.previous_until:
        stated["previous_secret_until"] = endpoint.previous_until.isoformat()
    return stated
