"""`agentline price`: the exact shapes of design section 5, and one clear line for wrong input."""

import json
from io import StringIO

import pytest
from rich.console import Console

from local.price_command import PriceInputError, price_json, read_charge, render

EXAMPLE = b"""{"rate_per_minute":"20.00","first_seconds":60,"increment_seconds":60,
"opening_fee":"5.00","free_seconds":0,"minimum_charge":"0.00","maximum_charge":null,
"vat_percent":25,"steps":[{"after_seconds":900,"rate_per_minute":"15.00","increment_seconds":1}],
"bands":[{"days":["mon"],"from":"18:00","to":"24:00","rate_per_minute":"10.00",
"opening_fee":"0.00"}],"holidays":["2026-12-25"],"discounts":[{"kind":"percent","value":"10"}],
"start":"2026-03-10T14:03:05Z","talk_seconds":61}"""
BAND = {"days": ["mon"], "from": "18:00", "to": "24:00", "rate_per_minute": "10.00"}
STEP = {"after_seconds": 60, "rate_per_minute": "10.00"}


def request(**fields: object) -> bytes:
    """The least a request must hold, and what a test adds to it."""
    least = {"rate_per_minute": "20.00", "start": "2026-03-10T14:03:05Z", "talk_seconds": 61}
    return json.dumps({**least, **fields}).encode()


def answer(raw: bytes) -> dict[str, object]:
    loaded = json.loads(price_json(raw))
    assert isinstance(loaded, dict)
    return loaded


def fault(raw: bytes) -> str:
    with pytest.raises(PriceInputError) as caught:
        price_json(raw)
    message = str(caught.value)
    assert len(message.splitlines()) == 1
    assert len(message) < 200
    return message


def test_the_example_of_the_design_is_answered_exactly() -> None:
    assert answer(EXAMPLE) == {
        "amount": "40.50",
        "vat": "8.10",
        "net": "32.40",
        "billed_seconds": 120,
        "currency": "SEK",
        "explanation": [
            "Talk: 61 s.",
            "Blocks: 2 x 60 s = 120 s billed.",
            "120 s at 20.00 SEK/min (base rate) = 40.00 SEK.",
            "Opening fee: 5.00 SEK.",
            "Sum: 45.00 SEK.",
            "Discount of 10 % leaves 40.50 SEK.",
            "To pay: 40.50 SEK, of which 8.10 SEK is VAT at 25 %; 32.40 SEK without VAT.",
        ],
    }


def test_what_is_left_out_costs_nothing_and_bills_by_the_second() -> None:
    least = answer(request())
    assert (least["amount"], least["vat"], least["billed_seconds"]) == ("20.33", "4.07", 61)


def test_a_band_is_read_with_its_days_and_clock() -> None:
    monday = "2026-03-09T18:00:00+01:00"
    bands = [{**BAND, "days": ["holiday"]}, {**BAND, "opening_fee": None, "increment_seconds": 60}]
    evening = request(start=monday, bands=bands, talk_seconds=62)
    assert answer(evening)["amount"] == "20.17"
    bands[0] = {**BAND, "days": ["holiday"], "rate_per_minute": "0"}
    assert answer(request(start=monday, bands=bands, holidays=["2026-03-09"]))["amount"] == "0.00"


def test_steps_may_be_listed_in_any_order() -> None:
    late = {"after_seconds": 90, "rate_per_minute": "0.00"}
    for steps in ([STEP, late], [late, STEP]):
        assert answer(request(steps=steps, talk_seconds=120))["amount"] == "25.00"


@pytest.mark.parametrize(
    ("kind", "value", "amount"),
    [("percent", "12.5", "17.79"), ("fixed", "0.33", "20.00"), ("rate_per_minute", "6", "6.10")],
)
def test_each_kind_of_discount_is_read(kind: str, value: str, amount: str) -> None:
    assert answer(request(discounts=[{"kind": kind, "value": value}]))["amount"] == amount


def test_vat_may_have_decimals() -> None:
    raw = request(vat_percent=25.5, talk_seconds=60)
    assert (answer(raw)["vat"], answer(raw)["net"]) == ("4.06", "15.94")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rate_per_minute", 20),
        ("rate_per_minute", 20.0),
        ("rate_per_minute", None),
        ("rate_per_minute", "-1.00"),
        ("rate_per_minute", "1_000"),
        ("rate_per_minute", "1.234"),
        ("rate_per_minute", "٢٠"),
        ("rate_per_minute", "\ud800"),
        ("rate_per_minute", "1\n2"),
        ("rate_per_minute", "9" * 5000),
        ("opening_fee", None),
        ("maximum_charge", 5),
        ("first_seconds", 0),
        ("first_seconds", "60"),
        ("increment_seconds", True),
        ("increment_seconds", 86_401),
        ("free_seconds", -1),
        ("talk_seconds", -1),
        ("talk_seconds", 86_401),
        ("talk_seconds", 61.0),
        ("talk_seconds", True),
        ("vat_percent", 101),
        ("vat_percent", -1),
        ("vat_percent", True),
        ("vat_percent", "25"),
        ("vat_percent", None),
        ("start", "2026-03-10T14:03:05"),
        ("start", "2026-03-10"),
        ("start", "2026-02-30T14:03:05Z"),
        ("start", "0001-01-01T00:00:00+23:59"),
        ("start", 1773151385),
        ("holidays", "2026-12-25"),
        ("holidays[0]", ["20261225"]),
        ("holidays[0]", ["2026-13-25"]),
        ("steps", None),
        ("steps[0].after_seconds", [{**STEP, "after_seconds": -1}]),
        ("steps[0].increment_seconds", [{**STEP, "increment_seconds": 0}]),
        ("steps[1].rate_per_minute", [STEP, {**STEP, "rate_per_minute": 1}]),
        ("bands[0].to", [{**BAND, "to": "25:00"}]),
        ("bands[0].from", [{**BAND, "from": 18}]),
        ("bands[0]", [{**BAND, "from": "24:00"}]),
        ("bands[0]", [{**BAND, "to": "18:00"}]),
        ("bands[0].days", [{**BAND, "days": []}]),
        ("bands[0].days[1]", [{**BAND, "days": ["mon", "noday"]}]),
        ("bands[0].end_minute", [{**BAND, "end_minute": 5}]),
        ("discounts[0].kind", [{"kind": "half", "value": "10"}]),
        ("discounts[0].kind", [{"value": "10"}]),
        ("discounts[0].value", [{"kind": "percent"}]),
        ("discounts[0].value", [{"kind": "percent", "value": 10}]),
        ("discounts[0].value", [{"kind": "percent", "value": "101"}]),
        ("discounts[0].value", [{"kind": "fixed", "value": "-1"}]),
        ("later_leg", True),
    ],
)
def test_a_wrong_value_is_answered_with_the_path_of_its_field(field: str, value: object) -> None:
    top = field.partition("[")[0]
    assert fault(request(**{top: value})).startswith(f"{field}: ")


@pytest.mark.parametrize("field", ["rate_per_minute", "start", "talk_seconds"])
def test_what_a_price_needs_is_named_when_missing(field: str) -> None:
    fields = json.loads(request())
    del fields[field]
    assert fault(json.dumps(fields).encode()) == f"{field}: is missing"


def test_messages_say_what_to_write_instead() -> None:
    assert fault(request(rate_per_minute=20)) == (
        "rate_per_minute: write it as a string, like '20.00'"
    )
    assert fault(request(bands=[{**BAND, "to": "25:00"}])) == (
        "bands[0].to: '25:00' is no time of day (00:00 to 24:00)"
    )
    assert fault(request(start="2026-03-10T14:03:05")) == (
        "start: '2026-03-10T14:03:05' has no offset from UTC: end it with Z or like +01:00"
    )


def test_rules_that_join_fields_name_them() -> None:
    assert fault(request(minimum_charge="2.00", maximum_charge="1.00")) == (
        "minimum_charge 2.00 SEK is above maximum_charge 1.00 SEK"
    )
    assert "later second" in fault(request(steps=[STEP, STEP]))


@pytest.mark.parametrize("name", ["a\nb", "\u2028", "x" * 5000, "a.b", "", "Ä"])
def test_f34_a_hostile_field_name_stays_on_one_short_line(name: str) -> None:
    assert fault(request(**{name: 1})).endswith("is no field of a price request")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"{", "is not JSON"),
        (b"{} {}", "is not JSON"),
        (b"\xef\xbb\xbf{}", "BOM"),
        (b'{"start":"\xff"}', "not UTF-8 at byte 10"),
        (b"[]", "not a JSON object"),
        (b"null", "not a JSON object"),
        (b'{"start":1,"start":2}', "'start' occurs twice"),
        (b'{"bands":[{"to":1,"to":2}]}', "'to' occurs twice"),
        (b'{"\\ud800":1}', "is not Unicode text"),
        (b'{"vat_percent":NaN}', "NaN"),
        (b'{"vat_percent":-Infinity}', "-Infinity"),
        (b'{"vat_percent":1e99999999999999999999}', "out of range"),
        (b'{"talk_seconds":' + b"9" * 5000 + b"}", "5000 characters is too long"),
        (b'{"talk_seconds":0.' + b"9" * 5000 + b"}", "5002 characters is too long"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"bands":' * 100_000, "nested too deeply"),
        (b" " * 1_000_001, "larger than"),
    ],
)
def test_f34_hostile_json_is_refused_in_one_line(raw: bytes, message: str) -> None:
    assert message in fault(raw)


@pytest.mark.parametrize("number", ["1E400", "1e-400", "25.00001"])
def test_f34_an_extreme_number_is_no_vat(number: str) -> None:
    raw = request(vat_percent="?").replace(b'"?"', number.encode())
    assert fault(raw).startswith("vat_percent: ")


def test_a_person_sees_the_sums_and_the_way_to_them() -> None:
    screen = StringIO()
    render(read_charge(EXAMPLE), Console(file=screen, width=80))
    shown = screen.getvalue()
    assert "40.50 SEK" in shown
    assert "Blocks: 2 x 60 s = 120 s billed." in shown
