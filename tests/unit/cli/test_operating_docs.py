"""Every command line in docs/operating.md can be typed, and none of the commands is left out."""

import re
import shlex
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from agentline.services.import_payments import Result
from local.cli import app

PAGE = (Path(__file__).parents[3] / "docs" / "operating.md").read_text(encoding="utf-8")
LINES = [
    line.partition("   #")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
]
GROUPS = ("invoices", "payments", "limit", "import", "export")


def group(name: str) -> TyperGroup:
    whole = get_command(app)
    assert isinstance(whole, TyperGroup)
    found = whole.commands[name]
    assert isinstance(found, TyperGroup)
    return found


@pytest.mark.parametrize("line", LINES)
def test_a_command_line_can_be_typed(line: str) -> None:
    program, *words = shlex.split(line)
    assert program == "agentline"
    command = get_command(app)
    while isinstance(command, TyperGroup):
        name, *words = words
        command = command.commands[name]
    command.make_context(line, words)


@pytest.mark.parametrize(
    "words", [f"{name} {command}" for name in GROUPS for command in group(name).commands]
)
def test_no_command_is_left_out(words: str) -> None:
    assert any(line.startswith(f"agentline {words}") for line in LINES)


@pytest.mark.parametrize("result", list(Result))
def test_no_result_of_an_import_is_left_out(result: Result) -> None:
    assert f"| `{result}` |" in PAGE
