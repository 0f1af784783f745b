"""Any spelling of a telephone number becomes E.164 at the door, or withheld (fault 19)."""

import phonenumbers

from agentline.domain.phone_number import PhoneNumber, is_withheld, phone_number

_HOME_REGION = "SE"


def read_phone_number(address: str | None) -> PhoneNumber | None:
    """The number in E.164 form; None when withheld or no valid number at all (fault 18).

    Only valid numbers count: a possible one, such as 112, is nobody's to bill; and nothing with
    letters, of which phonenumbers would take the digits or dial the letters.
    """
    if address is None or is_withheld(address) or any(map(str.isalpha, address)):
        return None
    try:
        parsed = phonenumbers.parse(address, _HOME_REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return phone_number(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
