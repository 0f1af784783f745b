"""Text from outside, made fit for one line of a document."""


def make_plain(text: str) -> str:
    """One line of visible characters: no breaks, controls or marks that turn the reading order."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
