"""What is typed and told while the office is at work, and what its log says meanwhile."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from agentline.bootstrap.admin import AdminDesk
from agentline.observability import logger
from tests.reception import Answered, Reception

# The fields in which somebody, what they said or what opens something is asked for or told.
_PERSONAL = frozenset(
    {
        *("name", "customer_name", "street", "city", "email", "who", "payer", "url", "search"),
        *("number", "numbers", "start", "text", "reason", "why", "code", "secret", "csv"),
    }
)
# What counts time may happen to be anybody's code.
_OF_TIME = {"timestamp", "milliseconds"}
_SHORTEST = 4


@dataclass
class Heard:
    """What somebody has typed or been told, by the names of the fields."""

    by_field: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def hear(self, document: object) -> None:
        match document:
            case dict():
                for name, value in document.items():
                    if name in _PERSONAL:
                        self.by_field[name].update(_texts(value))
                    self.hear(value)
            case list():
                for each in document:
                    self.hear(each)

    def told_by(self, lines: list[str]) -> set[str]:
        """Which of it can be read in the lines, in any case of letters."""
        log = "\n".join(lines).casefold()
        words = {word.casefold() for heard in self.by_field.values() for word in heard}
        spelled = {each for word in words for each in (word, word.removeprefix("+46"))}
        return {each for each in spelled if len(each) >= _SHORTEST and _has_word(log, each)}


class OverheardReception(Reception):
    """Where somebody listens to what is asked and answered."""

    def __init__(self, desk: AdminDesk, heard: Heard) -> None:
        super().__init__(desk)
        self._heard = heard

    def answer(self, event: Mapping[str, Any]) -> Answered:
        answered = super().answer(event)
        for text in (event["body"], answered.text if answered.status < 300 else None):
            if text and text.startswith("{"):
                self._heard.hear(json.loads(text))
        return answered


def logged(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Iterator[str]:
    """Every line that the function would leave in its log group, without its times."""
    for record in caplog.records:
        line = json.loads(logger.registered_formatter.format(record))
        told = {name: value for name, value in line.items() if name not in _OF_TIME}
        yield json.dumps(told, ensure_ascii=False, default=str)
    out, err = capsys.readouterr()
    yield from (*out.splitlines(), *err.splitlines())


def _has_word(log: str, word: str) -> bool:
    # Few words are there at all: looked for as they are first, which is quick.
    return (
        word in log and re.search(rf"(?<![0-9a-z_]){re.escape(word)}(?![0-9a-z_])", log) is not None
    )


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from _texts(each)
