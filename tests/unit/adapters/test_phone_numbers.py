"""Any spelling becomes one number, and what is none is withheld (faults 18, 19)."""

import pytest

from agentline.adapters.phone_numbers import read_phone_number


@pytest.mark.parametrize(
    "spelling",
    [
        "+46701740605",
        "0046701740605",
        "070-174 06 05",
        "0701740605",
        "46701740605",
        "+46 (0)70 174 06 05",
        "  +46701740605 ",
        "٠٧٠١٧٤٠٦٠٥",
    ],
)
def test_f19_every_spelling_of_a_number_is_one_number(spelling: str) -> None:
    assert read_phone_number(spelling) == "+46701740605"


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "   ",
        "anonymous",
        "Anonymous",
        "RESTRICTED",
        "unavailable",
        "unknown",
        "private",
        "withheld",
        "+266696687",
    ],
)
def test_f18_a_hidden_number_is_withheld(address: str | None) -> None:
    assert read_phone_number(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "112",
        "08-1234567890",
        "abc",
        "+",
        "+0",
        "sip:anna",
        "1" * 400,
        "nobody 46701740605",
        "070-FLOWERS",
        "070-174 06 05 ext. 3",
    ],
)
def test_f18_what_is_no_valid_number_is_nobodys(address: str) -> None:
    assert read_phone_number(address) is None
