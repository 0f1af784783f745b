"""The rows of what staff enter about customers and numbers.

Keys: CUST#<number> and NUM#<e164> with BLOCKED#<id>; CUST#<number> with DISCOUNT#<id>, NOTE#<id>;
BLACKLIST / <id>#<customer or number>; DEED#<deed>. Ids sort by time. What screening needs of blocks
and discounts that may be in force lies beside the account, under the same id (`rows`).
"""

from pynamodb.attributes import JSONAttribute, TTLAttribute, UnicodeAttribute

from agentline.adapters.dynamodb.rows import InstantAttribute, Row


class EntryRow(Row, discriminator="entry"):
    """A block or a discount, `content`, for ever: who made it and why, who ended it and why."""

    content = JSONAttribute()
    who = UnicodeAttribute()
    why = UnicodeAttribute()
    at = InstantAttribute()
    ended_who = UnicodeAttribute(null=True)
    ended_why = UnicodeAttribute(null=True)
    ended_at = InstantAttribute(null=True)


class NoteRow(Row, discriminator="note"):
    """Gone once it is removed."""

    text = UnicodeAttribute()
    who = UnicodeAttribute()
    at = InstantAttribute()


class BlacklistRow(Row, discriminator="blacklisted"):
    """A block nobody has ended, of a customer or of a number; gone a while after it is over."""

    customer = UnicodeAttribute(null=True)
    number = UnicodeAttribute(null=True)
    block = JSONAttribute()
    why = UnicodeAttribute()
    at = InstantAttribute()
    valid_until = InstantAttribute(null=True)
    expires = TTLAttribute(null=True)


class DeedRow(Row, discriminator="deed"):
    """What was done under an idempotency key, for good: the id of what it has made."""

    made = UnicodeAttribute()
    at = InstantAttribute()
