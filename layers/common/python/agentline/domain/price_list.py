"""Price lists as staff change them: when a version may begin, and what it must hold."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from agentline.domain.catalogue import Article, PriceListKey, PriceListVersion

# Workers keep the version in force for a minute: they must not miss the beginning of the next.
LEAD_TIME = timedelta(minutes=2)
# A caller waits while a version is read and a call is priced by it.
MOST_ARTICLES = 500
MOST_PARTS = 50
MOST_HOLIDAYS = 400


class PriceListError(ValueError):
    """A version cannot be as asked for; the message says why, for staff."""


class VersionTooSoonError(PriceListError):
    """A version begins two minutes ahead at the earliest: calls keep the price they began with."""


class VersionBegunError(ValueError):
    """The version is in force, or will be in a moment: it cannot be withdrawn."""


class VersionExistsError(ValueError):
    """The list has a version of that instant; versions are immutable."""


class ArticleInUseError(ValueError):
    """The version lacks an article that a service line is charged by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionEntry:
    """That there is a version: what is told of it without reading it.

    `deed` names the request that added it, and is empty for what was there from the beginning.
    """

    key: PriceListKey
    articles: int
    added_at: datetime
    added_by: str
    deed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceListSeen:
    """A price list as it stands: the version in force, and the one that takes over from it."""

    name: str
    current: VersionEntry | None
    coming: VersionEntry | None


def price_lists(entries: Sequence[VersionEntry], now: datetime) -> Sequence[PriceListSeen]:
    """The lists the versions are of, by name."""
    by_name: dict[str, list[VersionEntry]] = {}
    for entry in entries:
        by_name.setdefault(entry.key.name, []).append(entry)
    return [
        PriceListSeen(
            name=name,
            current=in_force(by_name[name], now),
            coming=next_after(by_name[name], now),
        )
        for name in sorted(by_name)
    ]


def in_force(entries: Sequence[VersionEntry], at: datetime) -> VersionEntry | None:
    """Of the versions of one list, the one that holds at an instant."""
    begun = [entry for entry in entries if entry.key.valid_from <= at]
    return max(begun, key=_begin, default=None)


def next_after(entries: Sequence[VersionEntry], at: datetime) -> VersionEntry | None:
    """Of the versions of one list, the first that begins after an instant."""
    return min((entry for entry in entries if entry.key.valid_from > at), key=_begin, default=None)


def check_beginning(valid_from: datetime, now: datetime) -> None:
    """Raises VersionTooSoonError."""
    if valid_from < now + LEAD_TIME:
        raise VersionTooSoonError(
            f"a version begins at least {LEAD_TIME.seconds // 60} minutes ahead, "
            f"at {now + LEAD_TIME:%Y-%m-%d %H:%M:%S} UTC or later"
        )


def check_withdrawal(key: PriceListKey, now: datetime) -> None:
    """Raises VersionBegunError."""
    if key.valid_from < now + LEAD_TIME:
        raise VersionBegunError(
            f"price list {key.name} of {key.valid_from:%Y-%m-%d %H:%M:%S} UTC is in force, or will "
            f"be within {LEAD_TIME.seconds // 60} minutes"
        )


def check_version(
    version: PriceListVersion, before: PriceListVersion | None, in_use: Collection[str]
) -> None:
    """Raises PriceListError for a version that cannot be; ArticleInUseError for one that lacks what
    the version `before` has and service lines are charged by (`in_use`)."""
    if not 1 <= len(version.articles) <= MOST_ARTICLES:
        raise PriceListError(
            f"a price list has 1 to {MOST_ARTICLES} articles, not {len(version.articles)}"
        )
    for article in version.articles.values():
        _check_size(article)
    _check_currency(version, before)
    lost = (before.articles.keys() if before else set()) - version.articles.keys()
    missing = sorted(lost & set(in_use))
    if missing:
        raise ArticleInUseError(
            f"service lines are charged by article {', '.join(missing)}: give them another article "
            f"first, or keep it in the price list"
        )


def _check_size(article: Article) -> None:
    tariff = article.tariff
    for name, count, most in (
        ("steps", len(tariff.steps), MOST_PARTS),
        ("bands", len(tariff.bands), MOST_PARTS),
        ("holidays", len(tariff.holidays), MOST_HOLIDAYS),
    ):
        if count > most:
            raise PriceListError(f"article {article.number} has {count} {name}: {most} at the most")


def _check_currency(version: PriceListVersion, before: PriceListVersion | None) -> None:
    """Accounts have one currency, and so have the prices their calls are charged by."""
    articles = [*version.articles.values(), *(before.articles.values() if before else ())]
    currencies = {article.tariff.currency for article in articles}
    if len(currencies) > 1:
        raise PriceListError(
            f"a price list has one currency, not {' and '.join(sorted(currencies))}"
        )


def _begin(entry: VersionEntry) -> datetime:
    return entry.key.valid_from
