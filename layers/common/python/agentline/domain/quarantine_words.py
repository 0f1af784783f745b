"""Why a contact record is in quarantine, in words for staff."""

from collections.abc import Mapping

from agentline.domain.catalogue import Language
from agentline.domain.quarantine import QuarantineCode, QuarantineReason
from agentline.domain.verdict_words import against_in_words

SENTENCES: Mapping[Language, Mapping[QuarantineCode, str]] = {
    Language.ENGLISH: {
        QuarantineCode.NO_JSON: "The record is no JSON.",
        QuarantineCode.NO_OBJECT: "The record is no JSON object.",
        QuarantineCode.FIELD_MISSING: "{field} is missing.",
        QuarantineCode.FIELD_NO_TEXT: "{field} is no text.",
        QuarantineCode.FIELD_NO_INSTANT: "{field} is no time stamp.",
        QuarantineCode.FIELD_NO_ZONE: "{field} has no time zone.",
        QuarantineCode.FIELD_NO_SECONDS: "{field} is no whole number of seconds.",
        QuarantineCode.FIELD_OUT_OF_RANGE: "{field} is {value}, not within 0 and 24 hours.",
        QuarantineCode.IN_THE_FUTURE: "The contact lies in the future, at {at}.",
        QuarantineCode.NO_ADMISSION: "No admission of the call was found.",
        QuarantineCode.NOT_LET_IN: "The call was not let in, yet an agent talked. {against}",
        QuarantineCode.ARTICLE_MISSING: "Price list {price_list} has no article {article}.",
        QuarantineCode.PRICE_LIST_MISSING: (
            "There is no price list {price_list} valid from {valid_from}."
        ),
        QuarantineCode.OTHER_CURRENCY: (
            "Price list {price_list} is in another currency than the account, which is in "
            "{account}."
        ),
    },
    Language.SWEDISH: {
        QuarantineCode.NO_JSON: "Posten är inte JSON.",
        QuarantineCode.NO_OBJECT: "Posten är inget JSON-objekt.",
        QuarantineCode.FIELD_MISSING: "{field} saknas.",
        QuarantineCode.FIELD_NO_TEXT: "{field} är ingen text.",
        QuarantineCode.FIELD_NO_INSTANT: "{field} är ingen tidpunkt.",
        QuarantineCode.FIELD_NO_ZONE: "{field} saknar tidszon.",
        QuarantineCode.FIELD_NO_SECONDS: "{field} är inget helt antal sekunder.",
        QuarantineCode.FIELD_OUT_OF_RANGE: "{field} är {value}, inte mellan 0 och 24 timmar.",
        QuarantineCode.IN_THE_FUTURE: "Kontakten ligger i framtiden, {at}.",
        QuarantineCode.NO_ADMISSION: "Det finns inget beslut om att släppa in samtalet.",
        QuarantineCode.NOT_LET_IN: (
            "Samtalet släpptes inte in, men en rådgivare talade ändå. {against}"
        ),
        QuarantineCode.ARTICLE_MISSING: "Prislistan {price_list} saknar artikeln {article}.",
        QuarantineCode.PRICE_LIST_MISSING: (
            "Det finns ingen prislista {price_list} som gäller från {valid_from}."
        ),
        QuarantineCode.OTHER_CURRENCY: (
            "Prislistan {price_list} är i en annan valuta än kontot, som är i {account}."
        ),
    },
}


def quarantine_in_words(reason: QuarantineReason, language: Language = Language.ENGLISH) -> str:
    params = reason.params
    against = against_in_words(params["reason"], language) if "reason" in params else ""
    return SENTENCES[language][reason.code].format(against=against, **params)
