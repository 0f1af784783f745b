"""The rows of the staff API. Keys: REPLAY#<member>#<hash of the key>, STAFF#<member>."""

from pynamodb.attributes import BinaryAttribute, TTLAttribute, UnicodeAttribute

from agentline.adapters.dynamodb.rows import InstantAttribute, Row


class ReplayRow(Row, discriminator="replay"):
    """A request that was begun; with an `answer`, compressed JSON, once it has ended."""

    fingerprint = UnicodeAttribute()
    claimed_until = InstantAttribute()
    answer = BinaryAttribute(legacy_encoding=False, null=True)
    expires = TTLAttribute()


class SignOutRow(Row, discriminator="sign_out"):
    """Tokens of the member that were issued before are worth nothing."""

    valid_since = InstantAttribute()
