"""Tables that spreadsheets and people write are read alike, and what is none is refused."""

import pytest

from agentline.adapters.csv_table import Cells, CsvTableError, read_table

NEEDED = ("name", "city")
COLUMNS = (*NEEDED, "tags")


def rows(text: str) -> list[tuple[int, Cells | str]]:
    return list(read_table(text, NEEDED, COLUMNS))


@pytest.mark.parametrize(
    "text",
    [
        "name;city;tags\nSiv;Orten;vip\n",
        "name,city,tags\nSiv,Orten,vip\n",
        "\ufeffTags; Name ;CITY\r\nvip;Siv;Orten\r\n",
        'name;city;tags\n"Siv";" Orten ";"vip"',
        "name;city;tags\n\n;;\nSiv;Orten;vip\n",
    ],
)
def test_separators_marks_order_and_empty_lines_make_no_difference(text: str) -> None:
    [(_, cells)] = rows(text)
    assert cells == {"name": "Siv", "city": "Orten", "tags": "vip"}


def test_lines_are_counted_as_an_editor_does() -> None:
    text = 'name;city\nSiv;"two\nlines"\n\nBo;Orten\nCarin\n'
    assert [line for line, _ in rows(text)] == [2, 5, 6]
    assert rows(text)[2] == (6, "has 1 cells where the header has 2")


def test_f38_what_was_escaped_for_spreadsheets_is_what_it_was() -> None:
    [(_, cells)] = rows("name;city\n'=1+1;'+46701740605\n")
    assert cells == {"name": "=1+1", "city": "+46701740605"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1, the header, has no column name, city"),
        ("name\nSiv\n", "line 1, the header, has no column city"),
        (
            "name;city;shoe\n",
            "line 1, the header: there is no column 'shoe', but: name, city, tags",
        ),
        ("name;city;name\n", "line 1, the header, names a column twice"),
        ('name;city\nSiv;Orten\nBo;"Or"ten\n', "line 3 is not written as CSV is"),
        ('name;city\nSiv;"Orten\n', "line 2 is not written as CSV is"),
        (f"name;city\nSiv;{'x' * 200_000}\n", "line 2 is not written as CSV is"),
    ],
)
def test_what_is_no_such_table_is_refused_with_the_line(text: str, words: str) -> None:
    with pytest.raises(CsvTableError, match="line") as refused:
        rows(text)
    assert str(refused.value).startswith(words)
