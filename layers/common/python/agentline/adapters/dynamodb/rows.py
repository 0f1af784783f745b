"""The rows of the one table, as they are stored. Mapped to and from domain values in `mapping`.

Keys: NUM#<e164>, OWNER#<fingerprint>, LINE#<e164>, PRICES#<list>, CALL#<root contact id>,
UNMATCHED#<day>, QUARANTINE#<day>, PIN#<key version>#<keyed hash>, TRIES#<a-number>,
LISTING#<e164> (in `listings`), COUNTER#customer, and CUST#<number> with ACCOUNT, PROFILE, NUMBER#,
ORDER#, BASIS#, AUDIT#. What screening needs of a customer begins with ACCOUNT, so that one query,
one read unit, brings it: ACCOUNT, ACCOUNT.BLOCK#, ACCOUNT.DISCOUNT#.
"""

from datetime import UTC, datetime

from pynamodb.attributes import (
    Attribute,
    BooleanAttribute,
    DiscriminatorAttribute,
    JSONAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
)
from pynamodb.connection.base import Connection
from pynamodb.constants import STRING
from pynamodb.expressions.condition import Condition
from pynamodb.models import Model

from agentline.domain.call import Verdict


class InstantAttribute(Attribute[datetime]):
    """An aware UTC instant as RFC 3339 text, which sorts as it should in a key."""

    attr_type = STRING

    def serialize(self, value: datetime) -> str:
        return instant_text(value)

    def deserialize(self, value: str) -> datetime:
        return datetime.fromisoformat(value)


def instant_text(instant: datetime) -> str:
    """2026-03-10T14:03:05Z, with microseconds only if there are any."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


class Row(Model):
    """Any row. Time-outs are short: a caller listens to silence meanwhile (design.md 4)."""

    class Meta:
        table_name = "agentline"  # until `use_table` names the deployed one
        connect_timeout_seconds = 0.5
        read_timeout_seconds = 1
        max_retry_attempts = 1
        max_pool_connections = 16

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    kind = DiscriminatorAttribute()

    @classmethod
    def connect(cls) -> Connection:
        """The one connection all rows share. Made on the base, so that no row makes its own."""
        return cls._get_connection().connection

    def is_new(self) -> Condition:
        """The condition under which the row may be written."""
        return Row.pk.does_not_exist()


class NumberRow(Row, discriminator="number"):
    """A number may be blocked before it is anybody's; then the row is there without customer."""

    customer = UnicodeAttribute(null=True)
    block = JSONAttribute(null=True)

    def is_new(self) -> Condition:
        return NumberRow.customer.does_not_exist()


class OwnerRow(Row, discriminator="owner"):
    customer = UnicodeAttribute()


class LineRow(Row, discriminator="line"):
    name = UnicodeAttribute()
    queue = UnicodeAttribute()
    language = UnicodeAttribute()
    greeting = UnicodeAttribute()
    article = UnicodeAttribute(null=True)


class PriceListRow(Row, discriminator="price_list"):
    articles = JSONAttribute()


class SpokenTextRow(Row, discriminator="spoken_text"):
    """TEXTS / <reason>#<language>: the operator's own words for a refusal."""

    text = UnicodeAttribute()


class CounterRow(Row, discriminator="counter"):
    last = NumberAttribute(default=0)


class CallRow(Row, discriminator="call"):
    """A code step overwrites the step it `follows`, if that asked for a code."""

    step = UnicodeAttribute()
    follows = UnicodeAttribute(null=True)
    decided_at = InstantAttribute()
    a_number = UnicodeAttribute(null=True)
    b_number = UnicodeAttribute()
    verdict = UnicodeAttribute()
    reason = UnicodeAttribute()
    language = UnicodeAttribute()
    message = UnicodeAttribute()
    queue = UnicodeAttribute(null=True)
    customer = UnicodeAttribute(null=True)
    pin = JSONAttribute(null=True)
    currency = UnicodeAttribute(null=True)
    hold = NumberAttribute(null=True)
    talk_seconds = NumberAttribute(null=True)
    remaining = NumberAttribute(null=True)
    available = NumberAttribute(null=True)
    shortest = NumberAttribute(null=True)
    listing = UnicodeAttribute(null=True)
    expires = TTLAttribute()

    def is_new(self) -> Condition:
        if not self.follows:
            return super().is_new()
        asked_before: Condition = CallRow.verdict == Verdict.ASK_PIN.value
        follows: Condition = CallRow.step == self.follows
        upon_the_step_before: Condition = asked_before & follows
        return upon_the_step_before


class UnmatchedRow(Row, discriminator="unmatched"):
    """A later step of the same call adds to what an earlier one told."""

    at = InstantAttribute()
    a_number = UnicodeAttribute(null=True)
    b_number = UnicodeAttribute()
    reason = UnicodeAttribute()
    listing = UnicodeAttribute(null=True)
    owner = JSONAttribute(null=True)
    expires = TTLAttribute()


class CodeRow(Row, discriminator="code"):
    """PIN#<key version>#<keyed hash>: whose code it is, while the account names the same hash."""

    customer = UnicodeAttribute()


class TriesRow(Row, discriminator="tries"):
    """Codes tried by one number, or by all, in one window; and the last right one."""

    tries = NumberAttribute(default=0)
    last_success_at = InstantAttribute(null=True)
    expires = TTLAttribute()


class AccountRow(Row, discriminator="account"):
    """Small and hot: under 1 KB, so that a change costs one write unit before transactions."""

    version = NumberAttribute()
    language = UnicodeAttribute()
    price_list = UnicodeAttribute()
    currency = UnicodeAttribute()
    credit_limit = NumberAttribute()
    prepaid = NumberAttribute()
    unpaid = NumberAttribute()
    open_number = NumberAttribute()
    open_count = NumberAttribute()
    open_total = NumberAttribute()
    open_first_at = InstantAttribute(null=True)
    open_last_at = InstantAttribute(null=True)
    blocking_basis = NumberAttribute(null=True)
    holds = JSONAttribute()
    last_line = UnicodeAttribute(null=True)
    code = UnicodeAttribute(null=True)
    requires_code = BooleanAttribute(null=True)


class BlockRow(Row, discriminator="block"):
    block = JSONAttribute()


class DiscountRow(Row, discriminator="discount"):
    discount = JSONAttribute()


class ProfileRow(Row, discriminator="profile"):
    name = UnicodeAttribute()
    street = UnicodeAttribute()
    postcode = UnicodeAttribute()
    city = UnicodeAttribute()
    country = UnicodeAttribute()
    registered_at = InstantAttribute()
    source = UnicodeAttribute()
    fetched_at = InstantAttribute()


class OwnedNumberRow(Row, discriminator="owned_number"):
    """The customer's own list of numbers; NUM# answers whose a number is."""


class OrderRow(Row, discriminator="order"):
    contact = UnicodeAttribute()
    call = UnicodeAttribute()
    line = UnicodeAttribute()
    pin = JSONAttribute()
    initiated_at = InstantAttribute()
    talk_began_at = InstantAttribute()
    talk_seconds = NumberAttribute()
    is_later_leg = BooleanAttribute()
    billed_seconds = NumberAttribute()
    amount = NumberAttribute()
    currency = UnicodeAttribute()
    vat_percent = UnicodeAttribute()
    record_version = InstantAttribute()
    rated_at = InstantAttribute()
    charged_before = NumberAttribute(null=True)
    basis = NumberAttribute()


class BasisRow(Row, discriminator="basis"):
    """What is not stated is nothing yet: no payment, no credit, no edit."""

    reference = UnicodeAttribute()
    version = NumberAttribute()
    state = UnicodeAttribute()
    order_count = NumberAttribute()
    total = NumberAttribute()
    payable = NumberAttribute()
    received = NumberAttribute(null=True)
    credited = NumberAttribute(null=True)
    adjusted = NumberAttribute(null=True)
    raised = NumberAttribute(null=True)
    currency = UnicodeAttribute()
    closed_at = InstantAttribute()
    closed_because = UnicodeAttribute()
    is_closed_by_limit = BooleanAttribute()
    first_at = InstantAttribute(null=True)
    last_at = InstantAttribute(null=True)
    edits = JSONAttribute(null=True)
    credit_notes = JSONAttribute(null=True)
    unsent_credit_notes = JSONAttribute(null=True)
    attempt = NumberAttribute(null=True)
    frozen = UnicodeAttribute(null=True)
    issued_on = UnicodeAttribute(null=True)
    due_on = UnicodeAttribute(null=True)
    ledger_id = UnicodeAttribute(null=True)
    ledger_number = UnicodeAttribute(null=True)
    ocr = UnicodeAttribute(null=True)
    trouble = UnicodeAttribute(null=True)
    submitting_until = InstantAttribute(null=True)
    is_overdue = BooleanAttribute(null=True)
    todo = UnicodeAttribute(null=True)
    todo_at = InstantAttribute(null=True)


class AuditRow(Row, discriminator="audit"):
    at = InstantAttribute()
    who = UnicodeAttribute()
    what = UnicodeAttribute()
    subject = UnicodeAttribute()
    before = JSONAttribute()
    after = JSONAttribute()
    why = UnicodeAttribute()


class QuarantineRow(Row, discriminator="quarantine"):
    """What was set aside and why; the record itself lies in the bucket under `record_key`."""

    contact = UnicodeAttribute(null=True)
    reason = UnicodeAttribute()
    at = InstantAttribute()
    record_key = UnicodeAttribute()
    replayed_at = InstantAttribute(null=True)
    expires = TTLAttribute()
