"""What a sentence has filled in."""

from string import Formatter


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}
