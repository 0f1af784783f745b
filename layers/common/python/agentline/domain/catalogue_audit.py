"""Entries of the audit trail for price lists, service lines and spoken texts (invariant I8)."""

from collections.abc import Mapping
from datetime import datetime

from agentline.domain.audit import AuditEntry
from agentline.domain.catalogue import PriceListKey
from agentline.domain.price_list import VersionEntry
from agentline.domain.price_list_diff import NOTHING, PriceListDiff
from agentline.domain.receivables import Actor
from agentline.domain.service_line import LineEntry

VERSION_ADDED = "price_list_version_added"
VERSION_WITHDRAWN = "price_list_version_withdrawn"
LINE_OPENED = "service_line_opened"
LINE_CHANGED = "service_line_changed"
LINE_CLOSED = "service_line_closed"
TEXT_CHANGED = "spoken_text_changed"
TEXT_RESET = "spoken_text_reset"
# Of a version that changes more, the rest can be told from the versions, which stay.
_MOST_FIELDS = 50


def audit_version_added(
    entry: VersionEntry, before: PriceListKey | None, diff: PriceListDiff, by: Actor
) -> AuditEntry:
    """With each field that differs from the version it takes over from."""
    changes = [
        (f"{change.article} {field.field}", field)
        for change in diff.changed
        for field in change.fields
    ]
    told = changes[:_MOST_FIELDS]
    more = {"more": f"{len(changes) - len(told)} fields"} if len(changes) > len(told) else {}
    return _entry(
        VERSION_ADDED,
        _subject(entry.key),
        {
            "version": _instant(before.valid_from) if before else NOTHING,
            **{name: field.before for name, field in told},
        },
        {
            "articles": str(entry.articles),
            "added": _numbers([article.number for article in diff.added]),
            "removed": _numbers([article.number for article in diff.removed]),
            **{name: field.after for name, field in told},
            **more,
        },
        by,
    )


def audit_version_withdrawn(entry: VersionEntry, by: Actor) -> AuditEntry:
    before = {
        "articles": str(entry.articles),
        "added_at": _instant(entry.added_at),
        "added_by": entry.added_by,
    }
    return _entry(VERSION_WITHDRAWN, _subject(entry.key), before, {}, by)


def audit_line(before: LineEntry | None, after: LineEntry, by: Actor) -> AuditEntry:
    """Opened anew or again, changed, or closed."""
    was_open = before is not None and before.closed_at is None
    changed = LINE_CLOSED if after.closed_at else LINE_CHANGED
    return _entry(
        changed if was_open else LINE_OPENED,
        after.line.number,
        _line(before) if before else {},
        _line(after),
        by,
    )


def audit_text(subject: str, before: str | None, after: str | None, by: Actor) -> AuditEntry:
    """The operator's own words; None where our sentence is spoken."""
    return _entry(
        TEXT_RESET if after is None else TEXT_CHANGED,
        subject,
        {} if before is None else {"text": before},
        {} if after is None else {"text": after},
        by,
    )


def _entry(
    what: str, subject: str, before: Mapping[str, str], after: Mapping[str, str], by: Actor
) -> AuditEntry:
    return AuditEntry(
        customer=None,
        at=by.at,
        who=by.who,
        what=what,
        subject=subject,
        before=before,
        after=after,
        why=by.why,
    )


def _line(entry: LineEntry) -> dict[str, str]:
    line = entry.line
    return {
        "name": line.name,
        "queue": line.queue,
        "language": line.language.value,
        "greeting": line.greeting,
        "article": line.article or NOTHING,
        "state": "closed" if entry.closed_at else "in use",
    }


def _subject(key: PriceListKey) -> str:
    return f"{key.name} {_instant(key.valid_from)}"


def _instant(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")


def _numbers(articles: list[str]) -> str:
    return ", ".join(articles[:_MOST_FIELDS]) or NOTHING
