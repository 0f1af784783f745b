"""Contact records in quarantine seen to by staff: rated again once what was wrong is mended, or
discarded (fault 4)."""

from collections.abc import Iterator
from dataclasses import dataclass

from agentline.calls_ports import QuarantineShelf
from agentline.domain.audit import AuditEntry
from agentline.domain.quarantine import QuarantineOutcome, SetAsideRecord
from agentline.domain.receivables import Actor
from agentline.office_ports import Position
from agentline.ports import ContactStream
from agentline.services.seeing_to import Deed, see_to

RECORD_REPLAYED = "record_replayed"
RECORD_DISCARDED = "record_discarded"
_UNREADABLE = "unreadable"
_AT_ONCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantineDesk:
    """What seeing to records is done with."""

    shelf: QuarantineShelf
    stream: ContactStream


def all_waiting(shelf: QuarantineShelf) -> Iterator[SetAsideRecord]:
    """Every record that waits, the oldest first."""
    position: Position | None = None
    while True:
        part = shelf.waiting(_AT_ONCE, position)
        yield from part.items
        position = part.position
        if position is None:
            return


def replay(record: str, deed: Deed, desk: QuarantineDesk) -> SetAsideRecord:
    """Have a record rated again. What is still wrong with it sets it aside anew, and it waits
    again.

    Whatever fails on the way, it waits until it is on the stream. There twice it is rated once.
    Raises RecordMissingError, AlreadySeenToError.
    """

    def put_on_stream(found: SetAsideRecord) -> None:
        seen = deed.seen(QuarantineOutcome.REPLAYED.value)
        desk.shelf.begin_replay(found, seen, _audit(RECORD_REPLAYED, found, deed.by))
        desk.stream.put(found.contact or _UNREADABLE, desk.shelf.text_of(found))
        desk.shelf.end_replay(found, seen)

    return see_to(record, deed, desk.shelf.find, put_on_stream)


def discard(record: str, deed: Deed, desk: QuarantineDesk) -> SetAsideRecord:
    """Leave a record unrated for good. Raises RecordMissingError, AlreadySeenToError."""

    def take_off_list(found: SetAsideRecord) -> None:
        seen = deed.seen(QuarantineOutcome.DISCARDED.value)
        desk.shelf.discard(found, seen, _audit(RECORD_DISCARDED, found, deed.by))

    return see_to(record, deed, desk.shelf.find, take_off_list)


def _audit(what: str, record: SetAsideRecord, by: Actor) -> AuditEntry:
    return AuditEntry(
        customer=None,
        at=by.at,
        who=by.who,
        what=what,
        subject=record.id,
        before={"reason": record.reason.code.value},
        after={"contact": record.contact or _UNREADABLE},
        why=by.why,
    )
