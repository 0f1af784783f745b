"""The spellings of a number that directories ask for."""

from enum import StrEnum

import phonenumbers

from agentline.domain.phone_number import PhoneNumber


class NumberFormat(StrEnum):
    """+46701740605 as e164; 0046701740605; 46701740605; and national, as dialled: 0701740605."""

    E164 = "e164"
    DOUBLE_ZERO = "00"
    NO_PLUS = "no_plus"
    NATIONAL = "national"


def spell_number(number: PhoneNumber, spelling: NumberFormat) -> str:
    match spelling:
        case NumberFormat.E164:
            return number
        case NumberFormat.DOUBLE_ZERO:
            return f"00{number[1:]}"
        case NumberFormat.NO_PLUS:
            return number[1:]
        case NumberFormat.NATIONAL:
            spelled = phonenumbers.format_number(
                phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.NATIONAL
            )
            return "".join(digit for digit in spelled if digit.isdigit())


def country_of_number(number: PhoneNumber) -> str | None:
    """The two-letter code of the country whose number it is; None for none, such as satellites."""
    return phonenumbers.region_code_for_number(phonenumbers.parse(number))
