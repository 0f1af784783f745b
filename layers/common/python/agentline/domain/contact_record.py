"""Contact records as the rating stream brings them, parsed leniently.

Unknown fields are ignored and enumerations stay text; only what rating rests on is checked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from agentline.domain.quarantine import QuarantineCode, QuarantineReason
from agentline.domain.reason import Reason

LONGEST_CONTACT = timedelta(hours=24)
CLOCK_TOLERANCE = timedelta(minutes=5)


class ContactRecordError(ValueError):
    """The record lacks or contradicts what rating needs; it goes to quarantine (faults 4, 9)."""

    def __init__(self, code: QuarantineCode, **params: str) -> None:
        super().__init__(code.value, *params.values())
        self.reason: QuarantineReason = Reason(code=code, params=params)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRecord:
    """One leg of a call as Connect counts it.

    `call` is the root contact id, equal for all legs. `version` is LastUpdateTimestamp: the same
    contact can be delivered again days later. `talk_seconds` is agent interaction, without hold
    and queue; `talk_began_at` is None exactly when it is zero.
    """

    contact: str
    call: str
    version: datetime
    channel: str
    initiated_at: datetime
    talk_began_at: datetime | None
    talk_seconds: int
    is_last_leg: bool

    @property
    def is_later_leg(self) -> bool:
        return self.call != self.contact

    @property
    def is_voice(self) -> bool:
        return self.channel.upper() == "VOICE"


def read_contact_record(raw: Mapping[str, object], now: datetime) -> ContactRecord:
    """The facts of one contact record. Raises ContactRecordError naming the field."""
    contact = _text(raw, "ContactId")
    agent = raw.get("Agent")
    agent = agent if isinstance(agent, Mapping) else {}
    talk_seconds = _seconds(agent, "AgentInteractionDuration")
    record = ContactRecord(
        contact=contact,
        call=_optional_text(raw, "InitialContactId") or contact,
        version=_instant(raw, "LastUpdateTimestamp"),
        channel=_text(raw, "Channel"),
        initiated_at=_instant(raw, "InitiationTimestamp"),
        talk_began_at=_instant(agent, "ConnectedToAgentTimestamp") if talk_seconds else None,
        talk_seconds=talk_seconds,
        is_last_leg=_optional_text(raw, "NextContactId") is None,
    )
    latest = record.talk_began_at or record.initiated_at
    if latest > now + CLOCK_TOLERANCE:
        raise ContactRecordError(QuarantineCode.IN_THE_FUTURE, at=latest.isoformat())
    return record


def _optional_text(fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise ContactRecordError(QuarantineCode.FIELD_NO_TEXT, field=name)
    return value or None


def _text(fields: Mapping[str, object], name: str) -> str:
    value = _optional_text(fields, name)
    if value is None:
        raise ContactRecordError(QuarantineCode.FIELD_MISSING, field=name)
    return value


def _instant(fields: Mapping[str, object], name: str) -> datetime:
    text = _text(fields, name)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise ContactRecordError(QuarantineCode.FIELD_NO_INSTANT, field=name) from None
    if instant.tzinfo is None:
        raise ContactRecordError(QuarantineCode.FIELD_NO_ZONE, field=name)
    return instant.astimezone(UTC).replace(microsecond=0)


def _seconds(fields: Mapping[str, object], name: str) -> int:
    value = fields.get(name)
    if value is None:
        return 0
    if not isinstance(value, int) or isinstance(value, bool):
        raise ContactRecordError(QuarantineCode.FIELD_NO_SECONDS, field=name)
    if not 0 <= value <= LONGEST_CONTACT.total_seconds():
        raise ContactRecordError(QuarantineCode.FIELD_OUT_OF_RANGE, field=name, value=str(value))
    return value
