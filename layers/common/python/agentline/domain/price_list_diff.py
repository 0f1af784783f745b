"""What differs between two versions of a price list, article by article and in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from agentline.domain.catalogue import Article
from agentline.domain.explanation import hours_in_words
from agentline.domain.money import Money
from agentline.domain.percent import Percent
from agentline.domain.tariff import Band, Step

NOTHING = "none"

type Articles = Mapping[str, Article]
"""By their numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field of an article, in words as it was and as it is."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleChange:
    """An article that is in both, with the fields that differ."""

    article: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceListDiff:
    """Sorted by article number; empty if both are the same."""

    added: tuple[Article, ...] = ()
    removed: tuple[Article, ...] = ()
    changed: tuple[ArticleChange, ...] = ()


def compare(before: Articles, after: Articles) -> PriceListDiff:
    both = sorted(before.keys() & after.keys())
    changes = [_compare(before[number], after[number]) for number in both]
    return PriceListDiff(
        added=tuple(after[number] for number in sorted(after.keys() - before.keys())),
        removed=tuple(before[number] for number in sorted(before.keys() - after.keys())),
        changed=tuple(change for change in changes if change.fields),
    )


def _compare(before: Article, after: Article) -> ArticleChange:
    was, is_now = _fields(before), _fields(after)
    return ArticleChange(
        article=after.number,
        fields=tuple(
            FieldChange(field=name, before=_in_words(was[name]), after=_in_words(is_now[name]))
            for name in was
            if was[name] != is_now[name]
        ),
    )


def _fields(article: Article) -> dict[str, object]:
    tariff = article.tariff
    return {
        "description": article.description,
        "unit": article.unit,
        "vat_percent": article.vat.percent,
        "rate_per_minute": tariff.rate_per_minute,
        "first_seconds": tariff.first_seconds,
        "increment_seconds": tariff.increment_seconds,
        "opening_fee": tariff.opening_fee,
        "free_seconds": tariff.free_seconds,
        "minimum_charge": tariff.minimum_charge,
        "maximum_charge": tariff.maximum_charge,
        "steps": tariff.steps,
        "bands": tariff.bands,
        "holidays": tariff.holidays,
    }


def _in_words(value: object) -> str:
    match value:
        case None | ():
            return NOTHING
        case int():
            return f"{value} s"
        case Step():
            rate = f"after {value.after_seconds} s: {value.rate_per_minute}/min"
            return f"{rate}{_increment(value.increment_seconds)}"
        case Band():
            fee = f", opening fee {value.opening_fee}" if value.opening_fee else ""
            rate = f"{hours_in_words(value)}: {value.rate_per_minute}/min"
            return f"{rate}{fee}{_increment(value.increment_seconds)}"
        case tuple():
            return "; ".join(_in_words(part) for part in value)
        case frozenset():
            return ", ".join(sorted(map(str, value))) or NOTHING
        case Money() | Percent() | str():
            return str(value)
    raise TypeError(f"an article has no {type(value).__name__}")


def _increment(seconds: int | None) -> str:
    return f", in blocks of {seconds} s" if seconds else ""
