"""Files of prices: read whatever a spreadsheet in Sweden or elsewhere makes of them."""

import pytest

from agentline.adapters.price_csv import PriceFileError, read_price_csv, write_price_csv
from agentline.domain.catalogue import Article, Unit
from agentline.domain.money import Money, sek
from agentline.domain.tariff import Day
from tests.examples import BASIC

COLUMNS = (
    "article",
    "description",
    "unit",
    "vat_percent",
    "rate_per_minute",
    "first_seconds",
    "increment_seconds",
    "opening_fee",
    "free_seconds",
    "minimum_charge",
    "maximum_charge",
)
CELLS = dict(
    zip(
        COLUMNS,
        ("1001", "Tarot", "minute", "25", "19,90", "60", "30", "9,00", "0", "0,00", ""),
        strict=True,
    )
)

POINTS = {"rate_per_minute": "19.90", "opening_fee": "9", "minimum_charge": "0.00"}


def table(*rows: dict[str, str], delimiter: str = ";") -> str:
    """Cells as they are given, below a header that names them all."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    return "\n".join(delimiter.join(line) for line in lines)


def read(text: str) -> Article:
    [line] = read_price_csv(text)
    assert line.article, line.problem
    return line.article


def problem(**cells: str) -> str:
    [line] = read_price_csv(table(CELLS | cells))
    assert line.article is None
    return line.problem or ""


@pytest.mark.parametrize(
    "text",
    [
        table(CELLS),
        table(CELLS | POINTS, delimiter=","),
        table(CELLS | POINTS | {"rate_per_minute": '"19,9"'}, delimiter=","),
        "\ufeff" + table(CELLS).replace("\n", "\r\n") + "\r\n\r\n",
        table({name.upper() + " ": f" {cell} " for name, cell in CELLS.items()}),
        table(CELLS | {"free_seconds": "", "minimum_charge": "", "unit": "Minute"}),
    ],
)
def test_separators_decimals_and_blanks_are_as_they_come(text: str) -> None:
    article = read(text)
    assert (article.number, article.unit, article.tariff.first_seconds) == (
        "1001",
        Unit.MINUTE,
        60,
    )
    assert (article.tariff.rate_per_minute, article.tariff.opening_fee) == (sek(1_990), sek(900))
    assert article.tariff.maximum_charge is None


def test_parts_of_a_tariff_are_json_in_their_cells() -> None:
    band = (
        '"[{""days"":[""mon""],""from"":""18:00"",""to"":""24:00"",""rate_per_minute"":""9.90""}]"'
    )
    article = read(
        table(
            CELLS
            | {
                "currency": "EUR",
                "steps": '"[{""after_seconds"":900,""rate_per_minute"":""8.00""}]"',
                "bands": band,
                "holidays": '"[""2026-12-25""]"',
            }
        )
    )
    assert article.tariff.currency == "EUR"
    assert article.tariff.steps[0].after_seconds == 900
    assert article.tariff.bands[0].days == {Day.MON}
    assert article.tariff.bands[0].rate_per_minute == Money(990, "EUR")
    assert [day.isoformat() for day in article.tariff.holidays] == ["2026-12-25"]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"article": ""}, "article is missing"),
        ({"article": "a b"}, "'a b' is no article number"),
        ({"article": "x" * 33}, "is no article number"),
        ({"description": ""}, "description is missing"),
        ({"description": "x" * 201}, "description: "),
        ({"description": "a\u200bb"}, "description: has characters that cannot be seen"),
        ({"unit": "hour"}, "unit: "),
        ({"vat_percent": "101"}, "vat_percent: "),
        ({"rate_per_minute": "1 000"}, "rate_per_minute: '1 000' is no amount"),
        ({"rate_per_minute": "=19.90"}, "rate_per_minute: "),
        ({"rate_per_minute": "-1"}, "rate_per_minute: "),
        ({"first_seconds": ""}, "first_seconds is missing"),
        ({"first_seconds": "1_0"}, "first_seconds: "),
        ({"first_seconds": "٦٠"}, "first_seconds: "),
        ({"first_seconds": "0"}, "first_seconds: "),
        ({"minimum_charge": "2", "maximum_charge": "1"}, "minimum_charge 2.00 SEK is above"),
        ({"currency": "kr"}, "currency: "),
        ({"steps": "{}"}, "steps: input is not a JSON list"),
        ({"steps": "[1"}, "steps: input is not JSON"),
        ({"steps": "[1]"}, "steps.0: "),
        ({"holidays": '"[""2026-13-01""]"'}, "holidays.0: "),
        ({"bands": "[" * 5_000}, "bands: "),
    ],
)
def test_what_is_wrong_with_a_line_is_told_by_its_column(cells: dict[str, str], told: str) -> None:
    assert told in problem(**cells)
    assert len(problem(**cells).splitlines()) == 1


def test_lines_are_counted_as_an_editor_does() -> None:
    long = CELLS | {"article": "1002", "description": '"two\nlines"'}
    lines = read_price_csv(table(CELLS, long, CELLS | {"article": "1003"}) + "\nshort;row")
    assert [(line.line, line.number) for line in lines] == [
        (2, "1001"),
        (3, "1002"),
        (5, "1003"),
        (6, ""),
    ]
    assert lines[1].article is not None
    assert lines[1].article.description == "two lines"
    assert lines[3].problem == "has 2 cells where the header has 11"


def test_an_article_is_on_one_line_only() -> None:
    lines = read_price_csv(table(CELLS, CELLS))
    assert lines[0].article
    assert lines[1].problem == "article 1001 is on line 2 already"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no column article"),
        ("article;unit", "no column description"),
        (table(CELLS | {"price": "1"}), "no column 'price'"),
        (table(CELLS).replace("unit;", "unit;unit;"), "twice"),
        (";".join(COLUMNS), "no line below its header"),
        (table(CELLS) + '\n"1;"2"', "line 3 is not written as CSV is"),
        (table(*[CELLS] * 501), "501 lines: 500 at the most"),
    ],
)
def test_what_is_no_table_of_prices_is_refused(text: str, told: str) -> None:
    with pytest.raises(PriceFileError, match=told):
        read_price_csv(text)


def test_a_version_is_written_as_excel_in_sweden_reads_it() -> None:
    header, line, *rest = write_price_csv(BASIC).split("\r\n")
    assert header.startswith('\ufeff"article";"description";"unit"')
    assert line == (
        '"TAROT";"Tarot";"minute";"25";"20,00";"60";"60";"5,00";"0";"0,00";"";"SEK";"";"";""'
    )
    assert rest == [""]
