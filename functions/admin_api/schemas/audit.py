"""The audit trail: who changed what, and why."""

from collections.abc import Mapping

from pydantic import BaseModel

from admin_api.schemas.common import Instant, Page


class AuditEntry(BaseModel):
    """One change. `before` and `after` name what changed, as text."""

    at: Instant
    who: str
    what: str
    customer: str | None
    subject: str
    before: Mapping[str, str]
    after: Mapping[str, str]
    why: str


class AuditPage(Page):
    items: list[AuditEntry]
