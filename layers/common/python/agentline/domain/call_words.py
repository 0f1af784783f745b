"""The sentences that tell why a call ended as it did, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from agentline.domain.basis_state import BasisState
from agentline.domain.catalogue import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWords:
    """What stands in braces is filled in. `is_` is what still is, `was` what is over by now;
    `by` and `note` follow what they belong to, where there are any."""

    is_: str
    was: str
    held: str
    one_minute: str
    minutes: str
    no_hold: str
    no_price: str
    nothing_more: str
    to_service: str
    no_line: str
    line_now: str
    number_blocked: str
    customer_blocked: str
    by: str
    note: str
    block_ended: str
    no_block: str
    customer_gone: str
    unpaid: str
    payable_now: str
    ended: Mapping[BasisState, str]
    in_use: str
    all: str
    all_but: str
    exhausted: str
    free_now: str
    left_now: str


_ENGLISH = CallWords(
    is_="is",
    was="was",
    held="Let in: {hold} was held, which pays for {minutes}.",
    one_minute="1 minute",
    minutes="{count} minutes",
    no_hold="Let in without a hold: the shortest call costs nothing.",
    no_price="Let in: the line costs nothing.",
    nothing_more="{why} A code was asked for, and nothing more came.",
    to_service="{why} The caller was led to customer service.",
    no_line="{number} {is_} no service line.",
    line_now="It is one now: {line}.",
    number_blocked="The number {name} {is_} blocked {why} since {day}{by}{note}.",
    customer_blocked="Customer {name} {is_} blocked {why} since {day}{by}{note}.",
    by=", by {who}",
    note=": {note}",
    block_ended="The block ended on {day}.",
    no_block="There is no record of such a block any more.",
    customer_gone="The customer is gone.",
    unpaid="Invoice {reference} over {amount} {is_} unpaid since {day}.",
    payable_now="It is over {amount} now.",
    ended={
        BasisState.PAID: "It has been paid since.",
        BasisState.CREDITED: "It has been credited since.",
        BasisState.VOIDED: "It has been voided since.",
    },
    in_use=(
        "Of {remaining} credit left, {held} was held for another call, and the shortest call "
        "costs {shortest}."
    ),
    all="all",
    all_but="all but {available}",
    exhausted=(
        "{remaining} credit was left, and the shortest call costs {shortest}; no invoice was "
        "unpaid."
    ),
    free_now="{left} is free now.",
    left_now="{left} is left now.",
)

_SWEDISH = CallWords(
    is_="är",
    was="var",
    held="Insläppt: {hold} reserverades, vilket räcker till {minutes}.",
    one_minute="1 minut",
    minutes="{count} minuter",
    no_hold="Insläppt utan reservation: det kortaste samtalet kostar inget.",
    no_price="Insläppt: tjänsten kostar inget.",
    nothing_more="{why} En kod efterfrågades, och sedan kom inget mer.",
    to_service="{why} Uppringaren kopplades till kundtjänst.",
    no_line="{number} {is_} ingen av våra tjänster.",
    line_now="Nu är det en: {line}.",
    number_blocked="Numret {name} {is_} spärrat {why} sedan {day}{by}{note}.",
    customer_blocked="Kund {name} {is_} spärrad {why} sedan {day}{by}{note}.",
    by=", av {who}",
    note=": {note}",
    block_ended="Spärren upphörde {day}.",
    no_block="Någon sådan spärr finns inte antecknad längre.",
    customer_gone="Kunden finns inte kvar.",
    unpaid="Faktura {reference} på {amount} {is_} obetald sedan {day}.",
    payable_now="Nu är den på {amount}.",
    ended={
        BasisState.PAID: "Den har betalats sedan dess.",
        BasisState.CREDITED: "Den har krediterats sedan dess.",
        BasisState.VOIDED: "Den har makulerats sedan dess.",
    },
    in_use=(
        "Av {remaining} kvarvarande kredit var {held} reserverat för ett annat samtal, och det "
        "kortaste samtalet kostar {shortest}."
    ),
    all="allt",
    all_but="allt utom {available}",
    exhausted=(
        "{remaining} av krediten var kvar, och det kortaste samtalet kostar {shortest}; ingen "
        "faktura var obetald."
    ),
    free_now="{left} är ledigt nu.",
    left_now="{left} är kvar nu.",
)

WORDS: Mapping[Language, CallWords] = {
    Language.ENGLISH: _ENGLISH,
    Language.SWEDISH: _SWEDISH,
}
