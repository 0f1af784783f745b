"""The sentences of an explanation, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from agentline.domain.catalogue import Language
from agentline.domain.tariff import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationWords:
    """What stands in braces is filled in. `currencies` are those that are not called by their
    code; `decimal_mark` stands in every number with decimals."""

    days: Mapping[Day, str]
    currencies: Mapping[str, str]
    decimal_mark: str
    talk: str
    later_leg: str
    free_talk: str
    no_talk: str
    first_free: str
    blocks: str
    stretch: str
    band: str
    step: str
    own_rate: str
    base_rate: str
    opening_fee: str
    sum: str
    minimum: str
    maximum: str
    discount: str
    rounded: str
    to_pay: str
    charged_before: str
    entered: str
    goodwill: str
    refunded: str
    why: str
    counted: str


_ENGLISH = ExplanationWords(
    days={day: day.value for day in Day},
    currencies={},
    decimal_mark=".",
    talk="Talk: {seconds} s.",
    later_leg=(
        "Later leg of the call: no opening fee, first block, free seconds, minimum charge "
        "or fixed discount."
    ),
    free_talk="Free: talk of no more than {seconds} s costs nothing.",
    no_talk="No talk costs nothing.",
    first_free="Free: the first {seconds} s.",
    blocks="Blocks: {blocks} = {seconds} s billed.",
    stretch="{seconds} s at {rate}/min ({source}) = {cost}.",
    band="band {hours}",
    step="step after {seconds} s",
    own_rate="the customer's own rate",
    base_rate="base rate",
    opening_fee="Opening fee: {fee}.",
    sum="Sum: {sum}.",
    minimum="Raised to the minimum charge, {sum}.",
    maximum="Lowered to the maximum charge, {sum}.",
    discount="Discount of {discount} leaves {sum}.",
    rounded="Rounded half-up, once: {amount}.",
    to_pay="To pay: {amount}, of which {vat} is VAT at {percent}; {net} without VAT.",
    charged_before="Charged before: {before}; this corrects it by {amount}.",
    entered="Entered by {who} at {at}: {text}.",
    goodwill="Goodwill given by {who} at {at}.",
    refunded="Refunded by {who} at {at}: {text}.",
    why="Why: {why}.",
    counted="{quantity} x {price} = {amount}, VAT at {percent}.",
)

_SWEDISH = ExplanationWords(
    days={
        Day.MON: "mån",
        Day.TUE: "tis",
        Day.WED: "ons",
        Day.THU: "tors",
        Day.FRI: "fre",
        Day.SAT: "lör",
        Day.SUN: "sön",
        Day.HOLIDAY: "helgdag",
    },
    currencies={"SEK": "kr"},
    decimal_mark=",",
    talk="Samtal: {seconds} s.",
    later_leg=(
        "Senare del av samtalet: ingen öppningsavgift, inget första block, inga fria sekunder, "
        "ingen minsta avgift och ingen fast rabatt."
    ),
    free_talk="Fritt: samtal på högst {seconds} s kostar inget.",
    no_talk="Inget samtal kostar inget.",
    first_free="Fritt: de första {seconds} s.",
    blocks="Block: {blocks} = {seconds} s debiteras.",
    stretch="{seconds} s à {rate}/min ({source}) = {cost}.",
    band="taxa {hours}",
    step="trappsteg efter {seconds} s",
    own_rate="kundens eget pris",
    base_rate="grundpris",
    opening_fee="Öppningsavgift: {fee}.",
    sum="Summa: {sum}.",
    minimum="Höjt till minsta avgiften, {sum}.",
    maximum="Sänkt till högsta avgiften, {sum}.",
    discount="Efter rabatt med {discount} återstår {sum}.",
    rounded="Avrundat en gång, halva uppåt: {amount}.",
    to_pay="Att betala: {amount}, varav {vat} är moms på {percent}; {net} utan moms.",
    charged_before="Debiterat tidigare: {before}; det här rättar det med {amount}.",
    entered="Inlagt av {who} {at}: {text}.",
    goodwill="Goodwill från {who} {at}.",
    refunded="Återbetalt av {who} {at}: {text}.",
    why="Skäl: {why}.",
    counted="{quantity} x {price} = {amount}, moms {percent}.",
)

WORDS: Mapping[Language, ExplanationWords] = {
    Language.ENGLISH: _ENGLISH,
    Language.SWEDISH: _SWEDISH,
}
