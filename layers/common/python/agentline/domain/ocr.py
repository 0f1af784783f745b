"""OCR numbers, the payment references of Swedish giro payments, and those of our bases.

An OCR number is a base, a length digit and a check digit. The length digit is the last digit of the
whole number's length, the check digit Luhn's (modulus 10) over everything before it. A bank that
controls both takes no payment with a mistyped number.
"""

import re

# A giro payment has room for 25 digits; one digit of a base takes two more for its control.
_SHORTEST, _LONGEST = 3, 25
_NUMBER_DIGITS = 4
_CUSTOMER = re.compile(r"[1-9][0-9]{5,11}")


class OcrError(ValueError):
    """The digits are no OCR number with length and check digit, or cannot become one."""


def ocr_number(base: str) -> str:
    """The base, 1 to 23 digits, followed by its length digit and its check digit."""
    length = len(base) + 2
    if not _is_digits(base) or not _SHORTEST <= length <= _LONGEST:
        raise OcrError(f"{base[:40]!r} cannot become an OCR number: give it 1 to 23 digits 0-9")
    body = f"{base}{length % 10}"
    return f"{body}{_check_digit(body)}"


def read_ocr(text: str) -> str:
    """The base of an OCR number, which may be written with spaces.

    Raises OcrError, which names the rule that is broken.
    """
    ocr = "".join(text.split())
    if not _is_digits(ocr):
        raise OcrError(f"{text[:40]!r} is no OCR number: it has digits 0-9 only")
    if not _SHORTEST <= len(ocr) <= _LONGEST:
        raise OcrError(f"{ocr[:40]} is no OCR number: it has 3 to 25 digits, not {len(ocr)}")
    base, length_digit, check_digit = ocr[:-2], ocr[-2], ocr[-1]
    if check_digit != _check_digit(ocr[:-1]):
        raise OcrError(f"{ocr} is no OCR number: its check digit, the last, does not fit")
    if length_digit != str(len(ocr) % 10):
        raise OcrError(
            f"{ocr} is no OCR number: its length digit, the last but one, does not say {len(ocr)}"
        )
    return base


def basis_ocr(customer: str, number: int) -> str:
    """The OCR number of a customer's basis; its base is 1000010001 for 100001-0001.

    Raises OcrError for a customer number that is none and a basis beyond 9999: with a fifth digit
    the number could be another customer's.
    """
    if not _CUSTOMER.fullmatch(customer) or not 0 < number < 10**_NUMBER_DIGITS:
        raise OcrError(f"customer {customer[:40]!r}, basis {number}: there is no OCR number for it")
    return ocr_number(f"{customer}{number:0{_NUMBER_DIGITS}d}")


def basis_of_ocr(ocr: str) -> tuple[str, int]:
    """The customer and the number of the basis. Raises OcrError if it is no basis of ours."""
    base = read_ocr(ocr)
    customer, number = base[:-_NUMBER_DIGITS], int(base[-_NUMBER_DIGITS:])
    if not _CUSTOMER.fullmatch(customer) or not number:
        raise OcrError(f"{ocr[:40]} is an OCR number, but names no basis")
    return customer, number


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _check_digit(body: str) -> str:
    """Every other digit counts twice, the last one first; of 10 or more, the digits are added."""
    doubled = (2 * int(digit) for digit in body[::-2])
    plain = (int(digit) for digit in body[-2::-2])
    total = sum(digit - 9 if digit > 9 else digit for digit in doubled) + sum(plain)
    return str(-total % 10)
