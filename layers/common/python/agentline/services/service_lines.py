"""Service lines: put into use, changed, taken out of use."""

from dataclasses import replace

from agentline.catalogue_ports import CatalogueChange, KeepLine
from agentline.domain.catalogue import PriceListVersion, ServiceLine
from agentline.domain.catalogue_audit import audit_line
from agentline.domain.price_list import in_force
from agentline.domain.receivables import Actor
from agentline.domain.service_line import (
    LineClosedError,
    LineEntry,
    LineMissingError,
    check_line,
    check_seen,
)
from agentline.ports import PriceListMissingError
from agentline.services.catalogue_desk import CatalogueDesk, Moment, change_catalogue


def find_line(number: str, desk: CatalogueDesk) -> LineEntry:
    """Raises LineMissingError."""
    found = desk.book.line(number)
    if found is None:
        raise LineMissingError(f"there is no service line {number}")
    return found


def put_line(
    line: ServiceLine, seen: int | None, who: str, why: str, desk: CatalogueDesk
) -> LineEntry:
    """Keep a line in the place of version `seen`, a closed one too, which is then in use again;
    None for a new one. Callers meet it within a minute.

    Raises LineMissingError, LineChangedError, SpokenTextError, QueueMissingError,
    ArticleMissingError, PriceListMissingError.
    """

    def decision(moment: Moment) -> tuple[CatalogueChange, LineEntry]:
        before = desk.book.line(line.number)
        check_seen(line.number, before, seen)
        prices = _basic_prices(moment, desk) if line.is_charged else []
        kept = check_line(line, desk.queues(), prices)
        after = LineEntry(line=kept, version=moment.revision)
        return _change(before, after, Actor(who=who, why=why, at=moment.now)), after

    return change_catalogue(desk, decision)


def close_line(number: str, seen: int, who: str, why: str, desk: CatalogueDesk) -> LineEntry:
    """Take a line out of use: within a minute callers hear that there is none.

    Raises LineMissingError, LineChangedError, LineClosedError.
    """

    def decision(moment: Moment) -> tuple[CatalogueChange, LineEntry]:
        before = find_line(number, desk)
        check_seen(number, before, seen)
        if before.closed_at:
            raise LineClosedError(f"service line {number} is out of use already")
        after = replace(before, version=moment.revision, closed_at=moment.now)
        return _change(before, after, Actor(who=who, why=why, at=moment.now)), after

    return change_catalogue(desk, decision)


def _basic_prices(moment: Moment, desk: CatalogueDesk) -> list[PriceListVersion]:
    """In force now and to come: callers of the line are charged by each of them."""
    entries = desk.book.entries(desk.basic)
    now = in_force(entries, moment.now)
    if now is None:
        raise PriceListMissingError(f"price list {desk.basic} has no version in force")
    to_come = [entry for entry in entries if entry.key.valid_from > moment.now]
    return [desk.book.version(entry.key) for entry in (now, *to_come)]


def _change(before: LineEntry | None, after: LineEntry, by: Actor) -> CatalogueChange:
    return CatalogueChange(deed=KeepLine(entry=after), audit=audit_line(before, after, by))
