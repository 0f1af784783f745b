"""Price lists written and read again, and compared: nothing is lost, nothing is made up."""

import json
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from agentline.adapters.csv_cells import read_cell, write_cell
from agentline.adapters.plain_text import make_plain
from agentline.adapters.price_csv import PriceFileError, read_price_csv, write_price_csv
from agentline.adapters.tariff_text import TariffText
from agentline.domain.catalogue import Article, PriceListKey, PriceListVersion, Unit
from agentline.domain.percent import Percent
from agentline.domain.price_file import articles_of
from agentline.domain.price_list_diff import PriceListDiff, compare
from agentline.domain.tariff import Tariff
from agentline.domain.vat import VatRate
from tests.examples import NOON
from tests.property.tariffs import tariffs

HEADER = (
    "article;description;unit;vat_percent;rate_per_minute;first_seconds;increment_seconds;"
    "opening_fee;free_seconds;minimum_charge;maximum_charge\n"
)
# With beginnings that a spreadsheet would take for formulas, and what escapes them.
texts = st.builds(str.__add__, st.sampled_from(["", "=", "'", "'=", "''@", "-"]), st.text())
descriptions = texts.map(lambda text: make_plain(text)[:200].strip()).filter(bool)
numbers = st.sampled_from(["1001", "1002"]) | st.from_regex(
    r"[A-Za-z0-9][A-Za-z0-9_.-]{0,8}", fullmatch=True
)
percents = st.integers(0, 1_000_000).map(
    lambda ten_thousandths: Percent.parse(f"{ten_thousandths / 10_000:.4f}")
)


@st.composite
def versions(draw: st.DrawFn) -> PriceListVersion:
    articles = {
        number: Article(
            number=number,
            description=draw(descriptions),
            unit=draw(st.sampled_from(Unit)),
            vat=VatRate(percent=draw(percents)),
            tariff=draw(tariffs()),
        )
        for number in draw(st.sets(numbers, min_size=1, max_size=3))
    }
    return PriceListVersion(key=PriceListKey(name="basic", valid_from=NOON), articles=articles)


@settings(max_examples=200, deadline=None)
@given(versions())
def test_what_is_exported_is_read_as_it_was(version: PriceListVersion) -> None:
    lines = read_price_csv(write_price_csv(version))
    assert [line.problem for line in lines] == [None] * len(version.articles)
    assert articles_of(lines) == version.articles


@settings(deadline=None)
@given(tariffs())
def test_a_tariff_is_read_as_it_is_written(tariff: Tariff) -> None:
    written = json.dumps(TariffText.of(tariff).model_dump(mode="json", by_alias=True))
    assert TariffText.model_validate(json.loads(written)).tariff("SEK") == tariff


@settings(deadline=None)
@given(versions(), versions())
def test_a_comparison_is_empty_between_equals_and_between_no_others(
    one: PriceListVersion, other: PriceListVersion
) -> None:
    assert compare(one.articles, one.articles) == PriceListDiff()
    is_same = compare(one.articles, other.articles) == PriceListDiff()
    assert is_same == (one.articles == other.articles)


@settings(deadline=None)
@given(versions(), versions())
def test_a_comparison_the_other_way_round_undoes_what_the_first_does(
    one: PriceListVersion, other: PriceListVersion
) -> None:
    there = compare(one.articles, other.articles)
    back = compare(other.articles, one.articles)
    assert (there.added, there.removed) == (back.removed, back.added)
    for change, undone in zip(there.changed, back.changed, strict=True):
        assert [(field.field, field.before, field.after) for field in change.fields] == [
            (field.field, field.after, field.before) for field in undone.fields
        ]


@given(texts)
def test_f38_no_cell_is_a_formula_and_every_cell_is_read_back(text: str) -> None:
    cell = write_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert read_cell(cell) == make_plain(text)


@settings(deadline=None)
@given(st.text() | st.text().map(lambda rest: HEADER + rest))
def test_f34_whatever_a_file_holds_it_is_read_line_by_line_or_refused(text: str) -> None:
    with suppress(PriceFileError):
        assert all(line.article or line.problem for line in read_price_csv(text))
