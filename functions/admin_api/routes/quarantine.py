"""Contact records in quarantine: looked at, replayed, discarded."""

from admin_api.day_ranges import read_days
from admin_api.operations import Operations
from admin_api.schemas import quarantine as schemas
from admin_api.schemas.common import (
    DEFAULT_LANGUAGE,
    DEFAULT_LIMIT,
    Because,
    Cursor,
    DayInQuery,
    LanguageInQuery,
    Limit,
)
from admin_api.visit import Visit, VisitIn
from agentline.adapters.dynamodb.quarantine import KEPT
from agentline.domain.catalogue import Language
from agentline.domain.quarantine import QuarantineOutcome, SetAsideRecord
from agentline.domain.quarantine_words import quarantine_in_words
from agentline.domain.seeing_to import SeenTo
from agentline.services.see_to_quarantine import discard, replay
from agentline.services.seeing_to import Deed

operations = Operations("quarantine", "Contact records that could not be rated")

_MISSING = ("record_missing",)
_SEEN_TO = (*_MISSING, "seen_to_already")


@operations.operation("GET", "/quarantine", id="list_quarantine", summary="Records to see to")
def list_quarantine(
    visit: VisitIn,
    since: DayInQuery = None,
    until: DayInQuery = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
    language: LanguageInQuery = DEFAULT_LANGUAGE,
) -> schemas.QuarantinedRecordPage:
    """Those that wait for staff, the oldest first; or whatever became of them, those of some days
    (UTC, both included), the last day first."""
    shelf, position = visit.desk.quarantine().shelf, visit.position(cursor)
    if since is None and until is None:
        found = shelf.waiting(limit, position)
    else:
        first, last = read_days(since, until, visit.now.date(), KEPT)
        found = shelf.of_days(first, last, limit, position)
    return schemas.QuarantinedRecordPage(
        items=[_tell(record, language) for record in found.items],
        next=visit.cursor(found.position),
    )


@operations.operation(
    "GET",
    "/quarantine/<record>",
    id="get_quarantined_record",
    summary="One record, as it came",
    refusals=_MISSING,
)
def get_quarantined_record(
    record: schemas.RecordInPath, visit: VisitIn, language: LanguageInQuery = DEFAULT_LANGUAGE
) -> schemas.WholeRecord:
    """With its text, which names people."""
    shelf = visit.desk.quarantine().shelf
    found = shelf.find(record)
    return schemas.WholeRecord(**dict(_tell(found, language)), text=shelf.text_of(found))


@operations.operation(
    "POST",
    "/quarantine/<record>/replaying",
    id="replay_record",
    summary="Have the record rated again",
    status=202,
    refusals=_SEEN_TO,
    example={"reason": "the price list is there again"},
)
def replay_record(
    record: schemas.RecordInPath,
    body: Because,
    visit: VisitIn,
    language: LanguageInQuery = DEFAULT_LANGUAGE,
) -> schemas.QuarantinedRecord:
    """Mend first what was wrong: what still is sets it aside anew, and it waits again."""
    seen = replay(record, _deed(body.reason, visit), visit.desk.quarantine())
    return _tell(seen, language)


@operations.operation(
    "POST",
    "/quarantine/<record>/discarding",
    id="discard_record",
    summary="Leave the record unrated for good",
    refusals=_SEEN_TO,
    example={"reason": "a call of our own, to try the line"},
)
def discard_record(
    record: schemas.RecordInPath,
    body: Because,
    visit: VisitIn,
    language: LanguageInQuery = DEFAULT_LANGUAGE,
) -> schemas.QuarantinedRecord:
    """The call is never charged. The record is kept all the same."""
    seen = discard(record, _deed(body.reason, visit), visit.desk.quarantine())
    return _tell(seen, language)


def _deed(reason: str, visit: Visit) -> Deed:
    return Deed(by=visit.by(reason), name=visit.deed)


def _tell(record: SetAsideRecord, language: Language) -> schemas.QuarantinedRecord:
    return schemas.QuarantinedRecord(
        id=record.id,
        contact=record.contact,
        reason=record.reason.code,
        reason_in_words=quarantine_in_words(record.reason, language),
        at=record.at,
        is_waiting=record.is_waiting,
        seen=_tell_seen(record.seen) if record.seen else None,
    )


def _tell_seen(seen: SeenTo) -> schemas.RecordSeen:
    return schemas.RecordSeen(by=seen.by, at=seen.at, outcome=QuarantineOutcome(seen.outcome))
