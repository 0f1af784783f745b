"""Versions of price lists: added, looked at before, compared, withdrawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from agentline.catalogue_ports import AddVersion, CatalogueChange, WithdrawVersion
from agentline.domain.catalogue import Article, PriceListKey, PriceListVersion
from agentline.domain.catalogue_audit import audit_version_added, audit_version_withdrawn
from agentline.domain.price_examples import PriceExample, price_examples
from agentline.domain.price_list import (
    VersionEntry,
    VersionExistsError,
    check_beginning,
    check_version,
    check_withdrawal,
    in_force,
    next_after,
)
from agentline.domain.price_list_diff import Articles, PriceListDiff, compare
from agentline.domain.receivables import Actor
from agentline.domain.service_line import articles_in_use
from agentline.ports import PriceListMissingError
from agentline.services.catalogue_desk import CatalogueDesk, Moment, change_catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A version, stored or not, with what it takes over from and what takes over from it."""

    version: PriceListVersion
    before: PriceListVersion | None
    valid_until: datetime | None

    @property
    def articles_before(self) -> Articles:
        return self.before.articles if self.before else {}

    @property
    def diff(self) -> PriceListDiff:
        return compare(self.articles_before, self.version.articles)

    def examples(self, start: datetime) -> dict[str, tuple[PriceExample, ...]]:
        """What calls that begin at `start` cost before and after, by article."""
        return price_examples(self.articles_before, self.version.articles, start)


type Compose = Callable[[PriceListVersion | None], PriceListVersion]
"""Makes a version, given the one it takes over from."""


def propose(key: PriceListKey, compose: Compose, now: datetime, desk: CatalogueDesk) -> Proposal:
    """A version as it could be added now; nothing is stored.

    Raises VersionTooSoonError, VersionExistsError, PriceListError, ArticleInUseError, and what
    `compose` raises.
    """
    check_beginning(key.valid_from, now)
    entries = desk.book.entries(key.name)
    if any(entry.key == key for entry in entries):
        raise VersionExistsError(
            f"price list {key.name} has a version of {key.valid_from:%Y-%m-%d %H:%M:%S} UTC already"
        )
    proposal = _place(key, compose, entries, desk)
    check_version(proposal.version, proposal.before, articles_in_use(desk.book.lines()))
    return proposal


def add_version(
    key: PriceListKey, compose: Compose, deed: str, who: str, why: str, desk: CatalogueDesk
) -> Proposal:
    """Keep a version, and make its list if there is none. The same `deed` again changes nothing.

    Raises as `propose`.
    """

    def decision(moment: Moment) -> tuple[CatalogueChange | None, Proposal]:
        entries = desk.book.entries(key.name)
        if any((entry.key, entry.deed) == (key, deed) for entry in entries):
            stored = desk.book.version(key)
            return None, _place(key, lambda _before: stored, entries, desk)
        proposal = propose(key, compose, moment.now, desk)
        entry = VersionEntry(
            key=key,
            articles=len(proposal.version.articles),
            added_at=moment.now,
            added_by=who,
            deed=deed,
        )
        before = proposal.before.key if proposal.before else None
        by = Actor(who=who, why=why, at=moment.now)
        return CatalogueChange(
            deed=AddVersion(version=proposal.version, entry=entry),
            audit=audit_version_added(entry, before, proposal.diff, by),
        ), proposal

    return change_catalogue(desk, decision)


def whole_version(key: PriceListKey, articles: Articles) -> Compose:
    """A version of these articles, whatever was before."""
    return lambda _before: PriceListVersion(key=key, articles=articles)


def with_article(key: PriceListKey, article: Article) -> Compose:
    """The version before with one article changed or added. Raises PriceListMissingError where
    there is none."""

    def compose(before: PriceListVersion | None) -> PriceListVersion:
        if before is None:
            raise PriceListMissingError(f"price list {key.name} has no version in force then")
        return replace(before, key=key, articles={**before.articles, article.number: article})

    return compose


def withdraw_version(key: PriceListKey, who: str, why: str, desk: CatalogueDesk) -> VersionEntry:
    """Forget a version that has not begun. Raises PriceListMissingError, VersionBegunError."""

    def decision(moment: Moment) -> tuple[CatalogueChange, VersionEntry]:
        entry = find_entry(key, desk.book.entries(key.name))
        check_withdrawal(key, moment.now)
        by = Actor(who=who, why=why, at=moment.now)
        return CatalogueChange(
            deed=WithdrawVersion(key=key), audit=audit_version_withdrawn(entry, by)
        ), entry

    return change_catalogue(desk, decision)


def find_entry(key: PriceListKey, entries: Sequence[VersionEntry]) -> VersionEntry:
    """Raises PriceListMissingError."""
    for entry in entries:
        if entry.key == key:
            return entry
    raise PriceListMissingError(
        f"price list {key.name} has no version of {key.valid_from:%Y-%m-%d %H:%M:%S} UTC"
    )


def version_at(name: str, at: datetime, desk: CatalogueDesk) -> PriceListVersion:
    """The version that holds at an instant, of this moment. Raises PriceListMissingError."""
    entry = in_force(desk.book.entries(name), at)
    if entry is None:
        raise PriceListMissingError(
            f"price list {name} has no version in force at {at:%Y-%m-%d %H:%M:%S} UTC"
        )
    return desk.book.version(entry.key)


def _place(
    key: PriceListKey, compose: Compose, entries: Sequence[VersionEntry], desk: CatalogueDesk
) -> Proposal:
    others = [entry for entry in entries if entry.key != key]
    entry = in_force(others, key.valid_from)
    before = desk.book.version(entry.key) if entry else None
    following = next_after(others, key.valid_from)
    return Proposal(
        version=compose(before),
        before=before,
        valid_until=following.key.valid_from if following else None,
    )
