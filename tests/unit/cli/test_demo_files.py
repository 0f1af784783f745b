"""The demo is believable, harmless and checked to the last field."""

import csv
import re
import shutil
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from agentline.adapters.directories.file import EMBEDDED, FileDirectory
from agentline.adapters.phone_numbers import read_phone_number
from agentline.domain.customer import ListingStatus
from agentline.domain.offer import make_offer
from local.demo.files import FOLDER, DemoFileError, load_demo

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DEMO = load_demo()

# What PTS has set aside for fiction, written as E.164.
FICTION = re.compile(
    r"\+46(7017406(0[5-9]|[1-9][0-9])|8465004[0-9]{2}|313900(6[0-9]{2})|406280(4[0-9]{2})"
    r"|9803192[0-9]{2})"
)


def easter_sunday(year: int) -> date:
    """Gauss, in the form of Meeus: an independent way to the movable holidays."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def saturday_from(first: date) -> date:
    return first + timedelta(days=(5 - first.weekday()) % 7)


def swedish_holidays(year: int) -> set[date]:
    """Lag (1989:253), plain Sundays left out."""
    easter = easter_sunday(year)
    fixed = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 25), (12, 26)}
    movable = {easter + timedelta(days=after) for after in (-2, 0, 1, 39, 49)}
    saturdays = {saturday_from(date(year, 6, 20)), saturday_from(date(year, 10, 31))}
    return {date(year, month, day) for month, day in fixed} | movable | saturdays


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the demo files to spoil."""
    return Path(shutil.copytree(FOLDER, tmp_path / "demo"))


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def fault(folder: Path) -> str:
    with pytest.raises(DemoFileError) as caught:
        load_demo(folder)
    message = str(caught.value)
    assert len(message.splitlines()) == 1
    return message


def test_twenty_customers_ring_four_lines() -> None:
    assert len(DEMO.customers) == 20
    assert [line.is_charged for line in DEMO.lines] == [True, True, True, False]


def test_every_number_is_one_nobody_has() -> None:
    numbers = [
        *(line.number for line in DEMO.lines),
        *(number for customer in DEMO.customers for number in customer.numbers),
        *(number for number, _ in DEMO.blocked_numbers),
    ]
    assert all(FICTION.fullmatch(number) for number in numbers)
    assert max(Counter(numbers).values()) == 1


def test_the_directory_lists_numbers_nobody_has() -> None:
    with EMBEDDED.open(encoding="utf-8", newline="") as lines:
        assert all(FICTION.fullmatch(row["number"]) for row in csv.DictReader(lines))


def test_the_directory_knows_many_more_and_some_of_them_badly() -> None:
    directory = FileDirectory()
    known = {number for customer in DEMO.customers for number in customer.numbers}
    with EMBEDDED.open(encoding="utf-8", newline="") as lines:
        others = {row["number"] for row in csv.DictReader(lines)} - known
    statuses = Counter(
        directory.look_up(number, NOW).status
        for number in map(read_phone_number, others)
        if number is not None
    )
    assert statuses[ListingStatus.FOUND] >= 50
    assert statuses[ListingStatus.HIDDEN] == 1
    assert statuses[ListingStatus.SEVERAL] == 1
    assert statuses[ListingStatus.PARTIAL] == 1


@pytest.mark.parametrize("year", [2026, 2027])
def test_holidays_are_those_of_the_law(year: int) -> None:
    tariff = DEMO.price_lists[0].article("1001").tariff
    assert {day for day in tariff.holidays if day.year == year} == swedish_holidays(year)


def test_price_lists_have_been_valid_for_a_while() -> None:
    assert {version.key.name for version in DEMO.price_lists} == {"basic", "campaign"}
    assert all(version.key.valid_from < NOW for version in DEMO.price_lists)


@pytest.mark.parametrize(
    ("hour", "price_list", "charge"),
    [(11, "basic", "247.80"), (19, "basic", "307.80"), (19, "campaign", "178.80")],
)
def test_twelve_minutes_of_tarot_cost_what_the_file_says(
    hour: int, price_list: str, charge: str
) -> None:
    version = next(found for found in DEMO.price_lists if found.key.name == price_list)
    offer = make_offer(DEMO.lines[0], version, (), NOW)
    assert offer.price.of(NOW.replace(hour=hour), 720).decimal == charge


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("service_lines.toml", 'queue = "tarot"', 'queu = "tarot"', "line.0.queue"),
        ("service_lines.toml", '"08-465 004 00"', '"12"', "is no telephone number"),
        ("service_lines.toml", 'language = "sv"', 'language = "fi"', "line.0.language"),
        ("service_lines.toml", 'article = "1001"', 'article = "9"', "no article 9"),
        ("service_lines.toml", '"08-465 004 01"', '"08-465 004 00"', "occurs twice"),
        ("price_lists.toml", 'rate_per_minute = "19.90"', "rate_per_minute = 19.90", "as text"),
        ("price_lists.toml", "first_seconds = 60", 'first_seconds = "60"', "first_seconds"),
        ("price_lists.toml", "first_seconds = 60", "first_seconds = 0", "first_seconds"),
        ("price_lists.toml", 'from = "18:00"', 'from = "24:00"', "23:59"),
        ("price_lists.toml", "T00:00:00+01:00", "T00:00:00", "valid_from"),
        ("customers.toml", 'price_list = "campaign"', 'price_list = "gold"', "gold"),
        ("customers.toml", '"070-174 06 06"', '"070-174 06 05"', "occurs twice"),
        ("customers.toml", 'percent = "10"', 'percent = "101"', "percent"),
        ("customers.toml", 'kind = "percent"', 'kind = "fixed"', "states an amount"),
        ("customers.toml", 'reason = "conduct"', 'reason = "mood"', "reason"),
        ("customers.toml", 'code = "38206617"', 'code = "3820661"', "code"),
        ("customers.toml", 'code = "38206617"', "", "needs one"),
        ("customers.toml", 'code = "38206617"', 'code = "20774158"', "occurs twice"),
        ("customers.toml", "[[customer]]", "[[customer]", "customers.toml"),
    ],
)
def test_a_spoiled_file_is_refused_in_one_line(
    folder: Path, file: str, old: str, new: str, told: str
) -> None:
    spoil(folder / file, old, new)
    assert told in fault(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "customers.toml").unlink()
    assert "customers.toml" in fault(folder)
