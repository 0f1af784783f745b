"""The session with curl in docs/operating.md, played line by line on the deployed stage."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest

from local.commands.endpoints import Endpoints
from local.paths import REPOSITORY

PAGE = REPOSITORY / "docs" / "operating.md"
_SECTION = "## The same over the staff API"
_OVER = "=== over ==="
_LONGEST_SECONDS = 60


@dataclass(frozen=True)
class Line:
    """What is typed, over several lines maybe, and what is answered."""

    typed: str
    answer: str


def printed_session() -> tuple[Line, ...]:
    section = PAGE.read_text(encoding="utf-8").partition(_SECTION)[2]
    blocks = re.findall(r"```console\n(.*?)```", section, re.DOTALL)
    return tuple(chain.from_iterable(map(_lines, blocks)))


def _lines(block: str) -> Iterator[Line]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        first, *others = part.splitlines()
        typed, answer = [first], list[str]()
        for line in others:
            if line.startswith("> ") and not answer:
                typed.append(line.removeprefix("> "))
            else:
                answer.append(line)
        yield Line(typed="\n".join(typed), answer="\n".join(answer).strip())


def play(session: tuple[Line, ...], folder: Path) -> list[str]:
    """What each line answers, in one shell."""
    script = "\n".join(f"{line.typed}\necho '{_OVER}'" for line in session)
    played = subprocess.run(
        ["/bin/bash"],
        input=script,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=_LONGEST_SECONDS,
        check=False,
    )
    assert not played.stderr, played.stderr
    return [answer.strip() for answer in played.stdout.split(_OVER)][:-1]


def as_printed(answer: str) -> re.Pattern[str]:
    """An ellipsis stands for anything."""
    return re.compile(".*?".join(map(re.escape, answer.split("…"))), re.DOTALL)


@pytest.fixture(scope="module")
def answers(endpoints: Endpoints, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("session")
    (folder / ".local").mkdir()
    endpoints.write(folder / ".local" / "endpoints.json")
    return play(printed_session(), folder)


@pytest.mark.parametrize("at", range(len(printed_session())))
def test_a_line_of_the_session_answers_as_printed(at: int, answers: list[str]) -> None:
    line = printed_session()[at]
    assert as_printed(line.answer).fullmatch(answers[at]), (line.typed, answers[at])


def test_the_session_is_there() -> None:
    assert len(printed_session()) > 20
