"""The rows of outgoing events: endpoints, deliveries, attempts.

Keys: WEBHOOKS / ENDPOINT#<id>; DELIVERIES#<endpoint>#<day of the event> with the id of the event
and ATTEMPT#<event>#<number>. Deliveries and attempts end by themselves at `expires`.
"""

from pynamodb.attributes import JSONAttribute, NumberAttribute, TTLAttribute, UnicodeAttribute

from agentline.adapters.dynamodb.rows import InstantAttribute, Row


class EndpointRow(Row, discriminator="endpoint"):
    """With its secrets: they sign, so that they must be read; the table is encrypted at rest."""

    url = UnicodeAttribute()
    types = JSONAttribute(null=True)
    secret = UnicodeAttribute()
    previous_secret = UnicodeAttribute(null=True)
    previous_until = InstantAttribute(null=True)
    state = UnicodeAttribute()
    reason = UnicodeAttribute(null=True)
    failing_since = InstantAttribute(null=True)
    rotated_by = UnicodeAttribute(null=True)
    added_at = InstantAttribute()
    changed_by = UnicodeAttribute()
    changed_at = InstantAttribute()
    version = NumberAttribute()


class DeliveryRow(Row, discriminator="delivery"):
    """`todo` and `todo_at`, the keys of the index of things to do, are there while pending."""

    event_type = UnicodeAttribute()
    at = InstantAttribute()
    body = UnicodeAttribute()
    state = UnicodeAttribute()
    attempts = NumberAttribute()
    tries = NumberAttribute()
    todo = UnicodeAttribute(null=True)
    todo_at = InstantAttribute(null=True)
    reason = UnicodeAttribute(null=True)
    version = NumberAttribute()
    expires = TTLAttribute()


class AttemptRow(Row, discriminator="attempt"):
    at = InstantAttribute()
    milliseconds = NumberAttribute()
    status = NumberAttribute(null=True)
    failure = UnicodeAttribute(null=True)
    excerpt = UnicodeAttribute(null=True)
    expires = TTLAttribute()
