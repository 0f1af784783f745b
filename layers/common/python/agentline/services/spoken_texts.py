"""What callers hear for a refusal: our sentence, or the operator's own words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agentline.catalogue_ports import CatalogueChange, OwnWords, SayWords
from agentline.domain.catalogue import Language
from agentline.domain.catalogue_audit import audit_text
from agentline.domain.receivables import Actor
from agentline.domain.screening import Refusal
from agentline.domain.spoken_text import speakable
from agentline.services.announcement import speak_refusal
from agentline.services.catalogue_desk import CatalogueDesk, Moment, change_catalogue


class TextStandardError(ValueError):
    """Our sentence is spoken already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenText:
    """`own` is what the operator wants said, if not our `standard` sentence."""

    refusal: Refusal
    language: Language
    standard: str
    own: str | None


type CheckSeen = Callable[[SpokenText], None]
"""Raises if the text is not as staff saw it."""


def spoken_texts(desk: CatalogueDesk) -> Sequence[SpokenText]:
    """Every refusal in every language."""
    words = desk.book.own_words()
    return [_text(refusal, language, words) for refusal in Refusal for language in Language]


def change_text(
    refusal: Refusal,
    language: Language,
    text: str | None,
    check: CheckSeen,
    who: str,
    why: str,
    desk: CatalogueDesk,
) -> SpokenText:
    """Have it said in other words; None goes back to our sentence. Callers hear it within a minute.

    Raises SpokenTextError, TextStandardError, and what `check` does.
    """
    own = None if text is None else speakable(text)

    def decision(moment: Moment) -> tuple[CatalogueChange, SpokenText]:
        before = _text(refusal, language, desk.book.own_words())
        check(before)
        if own is None and before.own is None:
            raise TextStandardError(f"{refusal} is told in our own sentence already")
        by = Actor(who=who, why=why, at=moment.now)
        change = CatalogueChange(
            deed=SayWords(refusal=refusal, language=language, text=own),
            audit=audit_text(f"{refusal} {language}", before.own, own, by),
        )
        return change, _text(refusal, language, {(refusal, language): own} if own else {})

    return change_catalogue(desk, decision)


def _text(refusal: Refusal, language: Language, words: OwnWords) -> SpokenText:
    return SpokenText(
        refusal=refusal,
        language=language,
        standard=speak_refusal(refusal, language),
        own=words.get((refusal, language)),
    )
