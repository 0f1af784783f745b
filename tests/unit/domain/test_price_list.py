"""When a version of a price list may begin, what it must hold, and what it changes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from agentline.domain.catalogue import PriceListKey, PriceListVersion
from agentline.domain.catalogue_audit import audit_version_added
from agentline.domain.money import Money
from agentline.domain.price_examples import price_examples
from agentline.domain.price_list import (
    LEAD_TIME,
    ArticleInUseError,
    PriceListError,
    VersionBegunError,
    VersionEntry,
    VersionTooSoonError,
    check_beginning,
    check_version,
    check_withdrawal,
    in_force,
    next_after,
    price_lists,
)
from agentline.domain.price_list_diff import compare
from agentline.domain.receivables import Actor
from agentline.domain.tariff import Band, Day, Step
from tests.examples import BASIC, MINUTE_TARIFF, NOON, a_price_list

SECOND = timedelta(seconds=1)
TAROT = BASIC.articles["TAROT"]


def entry(begin: int, name: str = "basic") -> VersionEntry:
    """A version that begins so many hours after noon."""
    key = PriceListKey(name=name, valid_from=NOON + timedelta(hours=begin))
    return VersionEntry(key=key, articles=1, added_at=NOON, added_by="anna")


def many(count: int) -> PriceListVersion:
    articles = {f"A{number}": replace(TAROT, number=f"A{number}") for number in range(count)}
    return replace(BASIC, articles=articles)


def test_a_version_begins_two_minutes_ahead_at_the_earliest() -> None:
    check_beginning(NOON + LEAD_TIME, NOON)
    with pytest.raises(VersionTooSoonError, match="12:02:00 UTC or later"):
        check_beginning(NOON + LEAD_TIME - SECOND, NOON)


def test_a_version_is_withdrawn_two_minutes_ahead_at_the_latest() -> None:
    key = PriceListKey(name="basic", valid_from=NOON)
    check_withdrawal(key, NOON - LEAD_TIME)
    with pytest.raises(VersionBegunError):
        check_withdrawal(key, NOON - LEAD_TIME + SECOND)


def test_the_version_in_force_is_the_last_that_has_begun() -> None:
    entries = [entry(-2), entry(0), entry(3)]
    assert in_force(entries, NOON) == entries[1]
    assert in_force(entries, NOON - timedelta(days=1)) is None
    assert next_after(entries, NOON) == entries[2]
    assert next_after(entries, NOON + timedelta(days=1)) is None


def test_lists_are_told_by_name_with_what_is_and_what_comes() -> None:
    found = price_lists([entry(2, "b"), entry(-1, "a"), entry(1, "a"), entry(5, "a")], NOON)
    assert [(each.name, each.current, each.coming) for each in found] == [
        ("a", entry(-1, "a"), entry(1, "a")),
        ("b", None, entry(2, "b")),
    ]


def test_a_version_has_a_number_of_articles_that_callers_can_wait_for() -> None:
    check_version(many(500), None, ())
    for count in (0, 501):
        with pytest.raises(PriceListError, match=f"not {count}"):
            check_version(many(count), None, ())


def test_an_article_has_a_number_of_parts_that_callers_can_wait_for() -> None:
    steps = [Step(after_seconds=n, rate_per_minute=TAROT.tariff.rate_per_minute) for n in range(51)]
    check_version(a_price_list(replace(MINUTE_TARIFF, steps=tuple(steps[:50]))), None, ())
    with pytest.raises(PriceListError, match="51 steps: 50 at the most"):
        check_version(a_price_list(replace(MINUTE_TARIFF, steps=tuple(steps))), None, ())
    holidays = frozenset(date(2026, 1, 1) + timedelta(days=day) for day in range(401))
    with pytest.raises(PriceListError, match="401 holidays"):
        check_version(a_price_list(replace(MINUTE_TARIFF, holidays=holidays)), None, ())


def test_f12_a_price_list_has_one_currency_for_ever() -> None:
    euro = Money(2_000, "EUR")
    nothing = Money(0, "EUR")
    tariff = replace(
        MINUTE_TARIFF, rate_per_minute=euro, opening_fee=nothing, minimum_charge=nothing
    )
    in_euro = a_price_list(tariff)
    check_version(in_euro, None, ())
    with pytest.raises(PriceListError, match="EUR and SEK"):
        check_version(in_euro, BASIC, ())
    mixed = {**in_euro.articles, "OTHER": replace(TAROT, number="OTHER")}
    with pytest.raises(PriceListError, match="EUR and SEK"):
        check_version(replace(in_euro, articles=mixed), None, ())


def test_an_article_that_lines_use_stays_once_a_list_has_it() -> None:
    without = replace(BASIC, articles={"OTHER": replace(TAROT, number="OTHER")})
    check_version(without, BASIC, ())
    check_version(without, without, {"TAROT"})
    with pytest.raises(ArticleInUseError, match="TAROT"):
        check_version(without, BASIC, {"TAROT", "OTHER"})


def test_bands_are_compared_by_all_they_say() -> None:
    rate = TAROT.tariff.rate_per_minute
    band = Band(days=frozenset({Day.MON}), start_minute=0, end_minute=60, rate_per_minute=rate)
    dearer = replace(band, opening_fee=rate, increment_seconds=30)
    before = a_price_list(replace(MINUTE_TARIFF, bands=(band,))).articles
    after = a_price_list(
        replace(MINUTE_TARIFF, bands=(dearer, band), holidays=frozenset({date(2026, 12, 25)}))
    ).articles
    [change] = compare(before, after).changed
    told = {field.field: (field.before, field.after) for field in change.fields}
    plain = "mon 00:00-01:00: 20.00 SEK/min"
    assert told == {
        "bands": (plain, f"{plain}, opening fee 20.00 SEK, in blocks of 30 s; {plain}"),
        "holidays": ("none", "2026-12-25"),
    }


def test_examples_are_of_one_five_and_fifteen_minutes() -> None:
    other = {"OTHER": replace(TAROT, number="OTHER")}
    examples = price_examples(BASIC.articles, other, NOON)
    assert [
        (each.minutes, each.before and each.before.decimal, each.after)
        for each in examples["TAROT"]
    ] == [(1, "25.00", None), (5, "105.00", None), (15, "305.00", None)]
    assert [each.before for each in examples["OTHER"]] == [None, None, None]


def test_the_audit_trail_tells_a_version_that_changes_much_in_short() -> None:
    before = many(60)
    changed = {
        number: replace(
            article, description="Other", tariff=replace(article.tariff, free_seconds=9)
        )
        for number, article in before.articles.items()
    }
    diff = compare(before.articles, changed)
    audit = audit_version_added(entry(1), BASIC.key, diff, Actor(who="anna", why="x", at=NOON))
    assert len(audit.before) == 1 + 50
    assert audit.after["more"] == "70 fields"
