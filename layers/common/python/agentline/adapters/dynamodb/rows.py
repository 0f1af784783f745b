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
    """An aware UTC instant as RFC 3339 text, which sorts as it should to the second."""

    attr_type = STRING

    def serialize(self, value: datetime) -> str:
        return instant_text(value)

    def deserialize(self, value: str) -> datetime:
        return datetime.fromisoformat(value)


def instant_text(instant: datetime) -> str:
    """2026-03-10T14:03:05Z, with microseconds only if there are any."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def sorting_text(instant: datetime) -> str:
    """2026-03-10T14:03:05.000000Z, for keys: without its zeros a second sorts after its parts."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class Row(Model):
    """Any row. Time-outs are short: a caller listens to silence meanwhile (design.md 4)."""

    class Meta:
        table_name = "agentline"  # until `use_table` names the deployed one
        host: str | None = None  # AWS, or what AWS_ENDPOINT_URL names
        connect_timeout_seconds = 0.5
        read_timeout_seconds = 1
        max_retry_attempts = 1
        max_pool_connections = 16

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    kind = DiscriminatorAttribute()

    @classmethod
    def connect(cls) -> Connection:
        """The one connection all rows share. Made on the base, so that no row makes its own.

        PynamoDB makes a new one for another table, yet not for one of the same name elsewhere.
        """
        if cls._connection and cls._connection.connection.host != cls.Meta.host:
            cls._connection = None
        return cls._get_connection().connection

    def is_new(self) -> Condition:
        """The condition under which the row may be written."""
        return Row.pk.does_not_exist()


class NumberRow(Row, discriminator="number"):
    """A number may be blocked before it is anybody's; then the row is there without customer."""

    customer = UnicodeAttribute(null=True)
    block = JSONAttribute(null=True)

    def is_new(self) -> Condition:
        """It is nobody's, and blocked as it was when it was read: staff may be blocking it now."""
        block: dict[str, object] | None = self.block
        is_blocked_so = (
            NumberRow.block.does_not_exist() if block is None else NumberRow.block == block
        )
        condition: Condition = NumberRow.customer.does_not_exist() & is_blocked_so
        return condition


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
    """A later step of the same call adds to what an earlier one told.

    In the index Todo until staff have seen to it: `seen_by`, `seen_at`, `outcome`.
    """

    at = InstantAttribute()
    a_number = UnicodeAttribute(null=True)
    b_number = UnicodeAttribute()
    reason = UnicodeAttribute()
    listing = UnicodeAttribute(null=True)
    owner = JSONAttribute(null=True)
    todo = UnicodeAttribute(null=True)
    todo_at = InstantAttribute(null=True)
    seen_by = UnicodeAttribute(null=True)
    seen_at = InstantAttribute(null=True)
    outcome = UnicodeAttribute(null=True)
    customer = UnicodeAttribute(null=True)
    deed = UnicodeAttribute(null=True)
    expires = TTLAttribute()


class CodeRow(Row, discriminator="code"):
    """PIN#<key version>#<keyed hash>: whose code it is, while the account names the same hash."""

    customer = UnicodeAttribute()
    issued_at = InstantAttribute(null=True)


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
    merged_into = UnicodeAttribute(null=True)
    is_erased = BooleanAttribute(null=True)


class BlockRow(Row, discriminator="block"):
    """What screening needs of a block; gone once it is over. All of it is in an `EntryRow`."""

    block = JSONAttribute()
    expires = TTLAttribute(null=True)


class DiscountRow(Row, discriminator="discount"):
    """As with blocks."""

    discount = JSONAttribute()
    expires = TTLAttribute(null=True)


class ProfileRow(Row, discriminator="profile"):
    """What is not stated of later attributes: no e-mail, no tags, active, revision 1."""

    name = UnicodeAttribute()
    street = UnicodeAttribute()
    postcode = UnicodeAttribute()
    city = UnicodeAttribute()
    country = UnicodeAttribute()
    registered_at = InstantAttribute()
    source = UnicodeAttribute()
    fetched_at = InstantAttribute()
    email = UnicodeAttribute(null=True)
    tags = JSONAttribute(null=True)
    status = UnicodeAttribute(null=True)
    merged_into = UnicodeAttribute(null=True)
    closing_block = UnicodeAttribute(null=True)
    revision = NumberAttribute(null=True)


class OwnedNumberRow(Row, discriminator="owned_number"):
    """The customer's own list of numbers; NUM# answers whose a number is."""


class GatheredRow(Row):
    """What gathers on a basis: the orders of contacts and, in `order_rows`, those without one.

    Listed by the day (UTC) it was initiated on. `came_from` is the customer it was made for, if a
    merge has moved it since.
    """

    initiated_at = InstantAttribute()
    amount = NumberAttribute()
    currency = UnicodeAttribute()
    vat_percent = UnicodeAttribute()
    basis = NumberAttribute()
    came_from = UnicodeAttribute(null=True)
    listed = UnicodeAttribute(null=True)
    listed_at = UnicodeAttribute(null=True)


class OrderRow(GatheredRow, discriminator="order"):
    contact = UnicodeAttribute()
    call = UnicodeAttribute()
    line = UnicodeAttribute()
    pin = JSONAttribute()
    talk_began_at = InstantAttribute()
    talk_seconds = NumberAttribute()
    is_later_leg = BooleanAttribute()
    billed_seconds = NumberAttribute()
    record_version = InstantAttribute()
    rated_at = InstantAttribute()
    charged_before = NumberAttribute(null=True)


class BasisRow(Row, discriminator="basis"):
    """What is not stated is nothing yet: no payment, no credit, no edit.

    As long as something is to come it waits in the index Todo; once settled it is listed.
    """

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
    listed = UnicodeAttribute(null=True)
    listed_at = UnicodeAttribute(null=True)


class AuditRow(Row, discriminator="audit"):
    """Listed by day (`listed_index`): what people did, and what concerns no customer."""

    at = InstantAttribute()
    who = UnicodeAttribute()
    what = UnicodeAttribute()
    subject = UnicodeAttribute()
    before = JSONAttribute()
    after = JSONAttribute()
    why = UnicodeAttribute()
    listed = UnicodeAttribute(null=True)
    listed_at = UnicodeAttribute(null=True)


class QuarantineRow(Row, discriminator="quarantine"):
    """What was set aside and why; the record itself lies in the bucket under `record_key`.

    In the index Todo until it was replayed or discarded: `seen_by`, `seen_at`, `outcome`.
    """

    contact = UnicodeAttribute(null=True)
    reason = JSONAttribute()
    at = InstantAttribute()
    record_key = UnicodeAttribute()
    todo = UnicodeAttribute(null=True)
    todo_at = InstantAttribute(null=True)
    seen_by = UnicodeAttribute(null=True)
    seen_at = InstantAttribute(null=True)
    outcome = UnicodeAttribute(null=True)
    deed = UnicodeAttribute(null=True)
    expires = TTLAttribute()
