"""What screening decided, in words for staff: why, and what the directory had said."""

from collections.abc import Mapping
from dataclasses import dataclass

from agentline.domain.call import ScreenedCall, Verdict
from agentline.domain.catalogue import Language
from agentline.domain.customer import BlockReason, ListingStatus
from agentline.domain.screening import CodeRequest, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictWords:
    """A sentence for everything there is a code for; of `blocks` what follows "blocked"."""

    nothing: str
    refusals: Mapping[str, str]
    code_requests: Mapping[str, str]
    listings: Mapping[ListingStatus, str]
    blocks: Mapping[BlockReason, str]


_ENGLISH = VerdictWords(
    nothing="Nothing spoke against it.",
    refusals={
        Refusal.SERVICE_UNKNOWN: "The number that was called is no service line.",
        Refusal.BLOCKED_FINANCIAL: "A block for unpaid calls was in force.",
        Refusal.BLOCKED_CONDUCT: "A block for conduct was in force.",
        Refusal.BLOCKED_FRAUD: "A block for fraud was in force.",
        Refusal.BLOCKED_OWN_REQUEST: "A block at the customer's own request was in force.",
        Refusal.BLOCKED_OTHER: "A block was in force.",
        Refusal.INVOICE_UNPAID: "An invoice was unpaid.",
        Refusal.CREDIT_EXHAUSTED: "The credit left did not pay for the shortest call.",
        Refusal.CREDIT_IN_USE: "The credit left was held for another call.",
    },
    code_requests={
        CodeRequest.NUMBER_WITHHELD: "The caller's number was withheld.",
        CodeRequest.NUMBER_UNMATCHED: "Nobody with a complete address was found for the number.",
        CodeRequest.CODE_REQUIRED: "The customer must enter a code with every call.",
        CodeRequest.CODE_WRONG: "No right code was entered.",
    },
    listings={
        ListingStatus.FOUND: "The directory named one owner.",
        ListingStatus.PARTIAL: "The directory named an owner without a complete address.",
        ListingStatus.HIDDEN: "The directory keeps secret whose number it is.",
        ListingStatus.SEVERAL: "The directory named several owners.",
        ListingStatus.NOT_FOUND: "The directory did not know the number.",
        ListingStatus.ERROR: "The directory gave no usable answer.",
    },
    blocks={
        BlockReason.FINANCIAL: "for unpaid calls",
        BlockReason.CONDUCT: "for conduct",
        BlockReason.FRAUD: "for fraud",
        BlockReason.OWN_REQUEST: "at the customer's own request",
        BlockReason.OTHER: "for another reason",
    },
)

_SWEDISH = VerdictWords(
    nothing="Inget talade emot det.",
    refusals={
        Refusal.SERVICE_UNKNOWN: "Numret som ringdes är ingen av våra tjänster.",
        Refusal.BLOCKED_FINANCIAL: "En spärr för obetalda samtal gällde.",
        Refusal.BLOCKED_CONDUCT: "En spärr för uppträdande gällde.",
        Refusal.BLOCKED_FRAUD: "En spärr för bedrägeri gällde.",
        Refusal.BLOCKED_OWN_REQUEST: "En spärr på kundens egen begäran gällde.",
        Refusal.BLOCKED_OTHER: "En spärr gällde.",
        Refusal.INVOICE_UNPAID: "En faktura var obetald.",
        Refusal.CREDIT_EXHAUSTED: "Krediten som var kvar räckte inte till det kortaste samtalet.",
        Refusal.CREDIT_IN_USE: "Krediten som var kvar var reserverad för ett annat samtal.",
    },
    code_requests={
        CodeRequest.NUMBER_WITHHELD: "Uppringarens nummer var dolt.",
        CodeRequest.NUMBER_UNMATCHED: "Ingen med fullständig adress hittades för numret.",
        CodeRequest.CODE_REQUIRED: "Kunden måste ange kod vid varje samtal.",
        CodeRequest.CODE_WRONG: "Ingen rätt kod angavs.",
    },
    listings={
        ListingStatus.FOUND: "Katalogen angav en innehavare.",
        ListingStatus.PARTIAL: "Katalogen angav en innehavare utan fullständig adress.",
        ListingStatus.HIDDEN: "Katalogen håller hemligt vems numret är.",
        ListingStatus.SEVERAL: "Katalogen angav flera innehavare.",
        ListingStatus.NOT_FOUND: "Katalogen kände inte till numret.",
        ListingStatus.ERROR: "Katalogen gav inget användbart svar.",
    },
    blocks={
        BlockReason.FINANCIAL: "för obetalda samtal",
        BlockReason.CONDUCT: "för uppträdande",
        BlockReason.FRAUD: "för bedrägeri",
        BlockReason.OWN_REQUEST: "på kundens egen begäran",
        BlockReason.OTHER: "av annat skäl",
    },
)

_WORDS: Mapping[Language, VerdictWords] = {
    Language.ENGLISH: _ENGLISH,
    Language.SWEDISH: _SWEDISH,
}


def reason_in_words(step: ScreenedCall, language: Language = Language.ENGLISH) -> str:
    """Why a step ended as it did, as far as it says by itself."""
    if step.verdict is Verdict.ADMIT:
        return _WORDS[language].nothing
    return against_in_words(step.reason, language)


def against_in_words(reason: str, language: Language = Language.ENGLISH) -> str:
    """What spoke against letting a caller in: a Refusal or a CodeRequest."""
    words = _WORDS[language]
    return words.refusals.get(reason) or words.code_requests[reason]


def listing_in_words(listing: ListingStatus, language: Language = Language.ENGLISH) -> str:
    return _WORDS[language].listings[listing]


def block_in_words(reason: BlockReason, language: Language = Language.ENGLISH) -> str:
    """As in: blocked at the customer's own request."""
    return _WORDS[language].blocks[reason]
