"""A file of customers is read line by line; what is wrong with a line is told of that line."""

from pathlib import Path

import pytest

from agentline.adapters.csv_table import CsvTableError
from local.commands.errors import WrongInputError
from local.imports.customer_lines import MOST_LINES, CustomerLine, read_customer_lines
from local.imports.given_file import read_bytes, read_text

HEADER = "name;street;postcode;city;country;language;email;numbers;tags;price_list;limit"
SIV = "Siv Exempel;Provgatan 1;123 45;Exempelby;SE;en;siv@example.com;"


def read(*lines: str, header: str = HEADER) -> tuple[CustomerLine, ...]:
    return read_customer_lines("\n".join([header, *lines]))


def test_a_full_line_is_what_the_api_is_asked_for() -> None:
    [line] = read(f"{SIV}070-174 06 05, +46 8 465 004 01;vip, tarot;cheap;2000,50")
    assert (line.line, line.name, line.problem) == (2, "Siv Exempel", None)
    assert line.asked == {
        "name": "Siv Exempel",
        "street": "Provgatan 1",
        "postcode": "123 45",
        "city": "Exempelby",
        "country": "SE",
        "language": "en",
        "email": "siv@example.com",
        "numbers": ["070-174 06 05", "+46 8 465 004 01"],
        "tags": ["vip", "tarot"],
        "price_list": "cheap",
        "opening_limit": {"amount": "2000.50", "currency": "SEK"},
    }


def test_what_is_empty_or_left_out_is_for_the_api_to_say() -> None:
    [full] = read("Siv Exempel;Provgatan 1;123 45;Exempelby;;;;;;;")
    [short] = read("Siv Exempel;Provgatan 1;123 45;Exempelby", header="name;street;postcode;city")
    assert full == short
    assert full.asked == {
        "name": "Siv Exempel",
        "street": "Provgatan 1",
        "postcode": "123 45",
        "city": "Exempelby",
        "numbers": [],
        "tags": [],
    }


def test_a_limit_may_be_in_another_currency() -> None:
    [line] = read(
        "Siv,Provgatan 1,123 45,Orten,90.00,EUR",
        header="name,street,postcode,city,limit,limit_currency",
    )
    assert line.asked
    assert line.asked["opening_limit"] == {"amount": "90.00", "currency": "EUR"}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Siv;Provgatan 1", "has 2 cells where the header has 11"),
        (";Provgatan 1;123 45;Orten;;;;;;;", "name is missing"),
        ("Siv; ;;Orten;;;;;;;", "street, postcode is missing"),
        ("Siv;Provgatan 1;123 45;Orten;;;;;;;much", "limit: 'much' is no amount"),
        ("Siv;Provgatan 1;123 45;Orten;;;;;;;-5", "limit: '-5' is no amount"),
        ("Siv;Provgatan 1;123 45;Orten;;;;;;;1 000", "limit: '1 000' is no amount"),
    ],
)
def test_a_wrong_line_is_told_and_those_around_it_are_read(line: str, problem: str) -> None:
    before, wrong, after = read(
        "A;Gatan 1;111 11;Orten;;;;;;;", line, "B;Gatan 1;111 11;Orten;;;;;;;"
    )
    assert (before.problem, after.problem) == (None, None)
    assert (wrong.line, wrong.asked) == (3, None)
    assert (wrong.problem or "").startswith(problem)


def test_who_is_in_the_file_twice_is_told_with_the_first_line() -> None:
    lines = read(
        "Siv;Gatan 1;111 11;Orten;;;;070-174 06 05;;;",
        "SIV; Gatan  1;11111;orten;SE;;;;;;",
        "Bo;Gatan 2;111 11;Orten;;;;08-465 004 01, +46 70 174 06 05;;;",
        "Bo;Gatan 2;111 11;Orten;NO;;;08-465 004 02, 08 465 004 02, 112;;;",
    )
    assert [line.problem for line in lines] == [
        None,
        "the same person is on line 2 already",
        "+46701740605 is on line 2 already",
        None,
    ]


def test_a_file_without_lines_or_with_too_many_is_refused() -> None:
    with pytest.raises(CsvTableError, match="no line below the header"):
        read()
    many = (f"Siv {at};Gatan 1;111 11;Orten;;;;;;;" for at in range(MOST_LINES + 1))
    with pytest.raises(CsvTableError, match="more than 10,000 customers"):
        read(*many)


def test_a_file_is_text_in_utf8_and_no_larger_than_may_be(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(b"\xef\xbb\xbf\xc3\x85ke\n")
    assert read_text(file, read_bytes(file, 100)) == "Åke\n"
    file.write_bytes(b"name\n\xc5ke\n")
    with pytest.raises(WrongInputError, match=r"file\.csv: line 2 is not UTF-8"):
        read_text(file, read_bytes(file, 100))
    with pytest.raises(WrongInputError, match=r"file\.csv is larger than 3 bytes"):
        read_bytes(file, 3)
    with pytest.raises(WrongInputError, match="cannot be read: No such file"):
        read_bytes(tmp_path / "none.csv", 3)
    with pytest.raises(WrongInputError, match="cannot be read: Is a directory"):
        read_bytes(tmp_path, 3)
