"""Price lists are stored and read back to the last increment, and kept in memory (moto)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from pynamodb.exceptions import PutError

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.catalogue import (
    SECONDS_KEPT,
    TableCatalogue,
    store_price_list,
    store_service_line,
)
from agentline.domain.catalogue import Language, PriceListKey, PriceListVersion
from agentline.domain.money import sek
from agentline.domain.tariff import Band, Day, Step
from agentline.ports import PriceListMissingError
from tests.examples import BASIC, MINUTE_TARIFF, NOON, TAROT_LINE, a_price_list
from tests.unit.adapters.moto_table import table_of_moto

ELABORATE = replace(
    MINUTE_TARIFF,
    free_seconds=30,
    minimum_charge=sek(700),
    maximum_charge=sek(90_000),
    steps=(
        Step(after_seconds=600, rate_per_minute=sek(1_500)),
        Step(after_seconds=900, rate_per_minute=sek(1_000), increment_seconds=1),
    ),
    bands=(
        Band(
            days=frozenset({Day.SAT, Day.HOLIDAY}),
            start_minute=1_080,
            end_minute=1_440,
            rate_per_minute=sek(2_500),
            opening_fee=sek(0),
            increment_seconds=30,
        ),
        Band(days=frozenset(Day), start_minute=1_320, end_minute=360, rate_per_minute=sek(3_000)),
    ),
    holidays=frozenset({date(2026, 12, 25), date(2026, 12, 26)}),
)


@pytest.fixture(autouse=True)
def _table() -> Iterator[None]:
    with table_of_moto("catalogue"):
        yield


@pytest.mark.parametrize("version", [BASIC, a_price_list(ELABORATE)])
def test_a_version_is_read_back_as_it_was_written(version: PriceListVersion) -> None:
    store_price_list(version)
    assert TableCatalogue().price_list_version(version.key) == version


def test_a_version_once_written_stays_as_it_is() -> None:
    store_price_list(BASIC)
    with pytest.raises(PutError):
        store_price_list(replace(BASIC, articles={}))
    assert TableCatalogue().price_list_version(BASIC.key) == BASIC


def test_the_version_in_force_is_the_last_that_began() -> None:
    begins = [NOON - timedelta(days=1), NOON, NOON + timedelta(seconds=1)]
    for begin in begins:
        store_price_list(a_price_list(MINUTE_TARIFF, valid_from=begin))
    for now, expected in [(NOON, NOON), (NOON + timedelta(days=9), begins[2])]:
        assert TableCatalogue().price_list_in_force("basic", now).key.valid_from == expected


def test_f08_a_list_without_version_in_force_is_missing_and_never_free() -> None:
    store_price_list(a_price_list(MINUTE_TARIFF, valid_from=NOON))
    catalogue = TableCatalogue()
    with pytest.raises(PriceListMissingError):
        catalogue.price_list_in_force("basic", NOON - timedelta(days=1))
    with pytest.raises(PriceListMissingError):
        catalogue.price_list_in_force("other", NOON)
    with pytest.raises(PriceListMissingError):
        catalogue.price_list_version(
            PriceListKey(name="basic", valid_from=datetime(2020, 1, 1, tzinfo=UTC))
        )


def test_a_line_is_kept_for_a_minute_and_then_read_again() -> None:
    now = 0.0
    catalogue = TableCatalogue(clock=lambda: now)
    assert catalogue.service_line(TAROT_LINE.number) is None
    store_service_line(TAROT_LINE)
    assert catalogue.service_line(TAROT_LINE.number) == TAROT_LINE
    store_service_line(replace(TAROT_LINE, queue="support"))
    now = SECONDS_KEPT - 1
    assert catalogue.service_line(TAROT_LINE.number) == TAROT_LINE
    now = SECONDS_KEPT
    changed = catalogue.service_line(TAROT_LINE.number)
    assert changed is not None
    assert changed.queue == "support"


def test_the_operators_own_words_are_kept_by_reason_and_language() -> None:
    rows.SpokenTextRow("TEXTS", "blocked_fraud#en", text="Call us.").save()
    catalogue = TableCatalogue()
    assert catalogue.own_words("blocked_fraud", Language.ENGLISH) == "Call us."
    assert catalogue.own_words("blocked_fraud", Language.SWEDISH) is None
