"""What a contact flow can speak."""

import pytest

from agentline.domain.spoken_text import SpokenTextError, speakable


def test_a_text_is_spoken_without_the_blanks_around_it() -> None:
    assert speakable(" Ring oss. ") == "Ring oss."
    assert speakable("x" * 300) == "x" * 300


@pytest.mark.parametrize("text", ["", "  ", "<speak>", "$.External.message", "x" * 301])
def test_what_a_flow_cannot_speak_is_refused(text: str) -> None:
    with pytest.raises(SpokenTextError):
        speakable(text)
