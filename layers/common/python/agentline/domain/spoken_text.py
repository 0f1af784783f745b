"""What a contact flow can speak: plain text of a length that callers listen to."""

LONGEST_TEXT = 300


class SpokenTextError(ValueError):
    """The text cannot be spoken in a contact flow."""


def speakable(text: str) -> str:
    """The text as it is spoken.

    Raises SpokenTextError for markup, and for what the flow would take for a reference.
    """
    spoken = text.strip()
    if not spoken or len(spoken) > LONGEST_TEXT or any(mark in spoken for mark in "<$"):
        raise SpokenTextError(
            f"a spoken text has 1 to {LONGEST_TEXT} characters and neither < nor $"
        )
    return spoken
