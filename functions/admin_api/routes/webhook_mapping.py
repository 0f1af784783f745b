"""Endpoints and deliveries as the API tells them. The secret is told by one function only."""

from collections.abc import Sequence

from admin_api.schemas import webhook_endpoints as schemas
from agentline.domain.webhook_delivery import Attempt, Delivery, Endpoint


def tell_endpoint(endpoint: Endpoint) -> schemas.WebhookEndpoint:
    return schemas.WebhookEndpoint(
        id=endpoint.id,
        url=endpoint.url,
        events=None if endpoint.types is None else sorted(endpoint.types),
        state=endpoint.state,
        reason=endpoint.reason,
        added_at=endpoint.added_at,
        changed_by=endpoint.changed_by,
        changed_at=endpoint.changed_at,
        failing_since=endpoint.failing_since,
        previous_secret_until=endpoint.previous_until,
    )


def tell_secret(endpoint: Endpoint) -> schemas.EndpointWithSecret:
    return schemas.EndpointWithSecret(**dict(tell_endpoint(endpoint)), secret=endpoint.secret)


def tell_summary(delivery: Delivery) -> schemas.DeliverySummary:
    return schemas.DeliverySummary(
        event=delivery.event,
        type=delivery.type,
        at=delivery.at,
        state=delivery.state,
        attempts=delivery.attempts,
        next_attempt_at=delivery.next_at,
        reason=delivery.reason,
    )


def tell_delivery(delivery: Delivery, attempts: Sequence[Attempt]) -> schemas.Delivery:
    return schemas.Delivery(
        **dict(tell_summary(delivery)),
        body=delivery.body,
        log=[
            schemas.Attempt(
                number=attempt.number,
                at=attempt.at,
                status=attempt.answer.status,
                failure=attempt.answer.failure,
                milliseconds=attempt.answer.milliseconds,
                response=attempt.answer.excerpt,
            )
            for attempt in attempts
        ],
    )
