"""What callers hear, in their language. Nothing personal is ever spoken (fault 17)."""

from collections.abc import Mapping

from agentline.domain.agreed_price import AnnouncedPrice
from agentline.domain.catalogue import Language, ServiceLine
from agentline.domain.money import Money
from agentline.domain.screening import CodeRequest, Refusal

_SWEDISH, _ENGLISH = Language.SWEDISH, Language.ENGLISH

_REFUSALS: Mapping[Refusal, Mapping[Language, str]] = {
    Refusal.SERVICE_UNKNOWN: {
        _SWEDISH: "Numret du har ringt används inte.",
        _ENGLISH: "The number you have called is not in use.",
    },
    Refusal.BLOCKED_FINANCIAL: {
        _SWEDISH: "Ditt konto är spärrat på grund av obetalda samtal. Kontakta kundtjänst.",
        _ENGLISH: "Your account is barred because of unpaid calls. Please contact us.",
    },
    Refusal.BLOCKED_CONDUCT: {
        _SWEDISH: "Du är avstängd från tjänsten på grund av tidigare uppträdande.",
        _ENGLISH: "You are barred from this service because of earlier conduct.",
    },
    Refusal.BLOCKED_FRAUD: {
        _SWEDISH: "Numret är spärrat av säkerhetsskäl. Kontakta kundtjänst.",
        _ENGLISH: "This number is barred for security reasons. Please contact us.",
    },
    Refusal.BLOCKED_OWN_REQUEST: {
        _SWEDISH: "Numret är spärrat på egen begäran.",
        _ENGLISH: "This number is barred at its owner's own request.",
    },
    Refusal.BLOCKED_OTHER: {
        _SWEDISH: "Numret är spärrat. Kontakta kundtjänst.",
        _ENGLISH: "This number is barred. Please contact us.",
    },
    Refusal.INVOICE_UNPAID: {
        _SWEDISH: "Din kredit är förbrukad. Du kan ringa igen när din faktura är betald.",
        _ENGLISH: "Your credit is used up. You can call again when your invoice is paid.",
    },
    Refusal.CREDIT_EXHAUSTED: {
        _SWEDISH: "Din kredit räcker inte till ett samtal. Kontakta kundtjänst.",
        _ENGLISH: "Your credit does not cover a call. Please contact us.",
    },
    Refusal.CREDIT_IN_USE: {
        _SWEDISH: "Din kredit används av ett annat samtal som pågår. Försök igen efter det.",
        _ENGLISH: "Your credit is in use by another call. Please try again after that call.",
    },
}

_CODE_REQUESTS: Mapping[CodeRequest, Mapping[Language, str]] = {
    CodeRequest.NUMBER_WITHHELD: {
        _SWEDISH: "Vi kan inte se vilket nummer du ringer från.",
        _ENGLISH: "We cannot see the number you are calling from.",
    },
    CodeRequest.NUMBER_UNMATCHED: {
        _SWEDISH: "Vi hittar ingen fullständig adress till numret du ringer från.",
        _ENGLISH: "We find no complete address for the number you are calling from.",
    },
    CodeRequest.CODE_REQUIRED: {
        _SWEDISH: "För samtal från det här numret behövs din kod.",
        _ENGLISH: "Calls from this number need your code.",
    },
    CodeRequest.CODE_WRONG: {
        _SWEDISH: "Koden stämmer inte.",
        _ENGLISH: "That code is not right.",
    },
}

_ENTER_CODE: Mapping[Language, str] = {
    _SWEDISH: "Ange din åttasiffriga kod och avsluta med fyrkant. Tryck noll och fyrkant för att "
    "tala med kundtjänst.",
    _ENGLISH: "Enter your eight-digit code and end with the hash key. Press zero and hash to talk "
    "to customer service.",
}

_TO_SERVICE: Mapping[Language, str] = {
    _SWEDISH: "Du kopplas till kundtjänst. Samtalet dit kostar inget extra.",
    _ENGLISH: "You are being connected to customer service at no extra charge.",
}

_TECHNICAL_ERROR: Mapping[Language, str] = {
    _SWEDISH: "Ett tekniskt fel gör att vi inte kan koppla samtalet. Försök igen om en stund.",
    _ENGLISH: "A technical error keeps us from connecting you. Please try again later.",
}


def speak_refusal(reason: Refusal, language: Language) -> str:
    return _REFUSALS[reason][language]


def speak_code_request(reason: CodeRequest, language: Language) -> str:
    return f"{_CODE_REQUESTS[reason][language]} {_ENTER_CODE[language]}"


def speak_to_service(language: Language) -> str:
    return _TO_SERVICE[language]


def speak_technical_error() -> str:
    """Both languages, since nothing is known of the caller when all else failed."""
    return f"{_TECHNICAL_ERROR[_SWEDISH]} {_TECHNICAL_ERROR[_ENGLISH]}"


def speak_free_admission(line: ServiceLine, language: Language) -> str:
    if language is _SWEDISH:
        return f"{_greet(line, language)} Samtalet kostar inget extra. Du kopplas nu."
    return f"{_greet(line, language)} There is no extra charge. You are being connected."


def speak_admission(
    line: ServiceLine, announced: AnnouncedPrice, talk_seconds: int | None, language: Language
) -> str:
    """Greeting, price and the whole minutes the credit lasts, before anything is charged."""
    per_minute = speak_amount(announced.per_minute, language)
    fee = "" if announced.opening_fee.is_zero else speak_amount(announced.opening_fee, language)
    minutes = None if talk_seconds is None else talk_seconds // 60
    words = [_greet(line, language)]
    if language is _SWEDISH:
        words += [f"Samtalet kostar {per_minute} per minut."]
        words += [f"Öppningsavgiften är {fee}."] if fee else []
        words += [f"Du kan tala i {_count(minutes, 'minut', 'minuter')}."] if minutes else []
        words += ["Du kopplas nu."]
    else:
        words += [f"The call costs {per_minute} per minute."]
        words += [f"The opening fee is {fee}."] if fee else []
        words += [f"You can talk for {_count(minutes, 'minute', 'minutes')}."] if minutes else []
        words += ["You are being connected."]
    return " ".join(words)


def speak_amount(amount: Money, language: Language) -> str:
    """An amount as speech synthesis reads it well: 19 kronor och 90 öre."""
    if amount.currency != "SEK":
        return str(amount)
    whole, rest = divmod(amount.minor, 100)
    is_one_krona = whole == 1 and language is _SWEDISH
    parts = ["1 krona" if is_one_krona else f"{whole} kronor"] if whole or not rest else []
    parts += [f"{rest} öre"] if rest else []
    return (" och " if language is _SWEDISH else " and ").join(parts)


def _greet(line: ServiceLine, language: Language) -> str:
    if language is line.language:
        return line.greeting
    return f"Välkommen till {line.name}." if language is _SWEDISH else f"Welcome to {line.name}."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
