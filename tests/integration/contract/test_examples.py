"""Every documented example is executed, answers what is documented, and logs of nobody."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from agentline.bootstrap.admin import AdminDesk
from tests.integration.contract.documented import documented
from tests.integration.contract.overheard import Heard, OverheardReception, logged
from tests.integration.contract.playing import play
from tests.integration.contract.scenes import SCENES, World

_MUST_BE_HEARD = {
    *("name", "street", "email", "number", "numbers"),
    *("text", "reason", "code", "secret"),
}


def test_every_operation_is_played() -> None:
    assert {one.id for one in documented()} == SCENES.keys()


def test_f40_every_documented_example_answers_what_is_documented_and_logs_of_nobody(
    world: World,
    new_desk: Callable[[], AdminDesk],
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    heard = Heard()
    overheard = replace(world, office=OverheardReception(new_desk(), heard))
    wrong = {
        one.id: found
        for one in documented()
        for played in play(one, overheard)
        if (found := played.find_wrong())
    }
    assert wrong == {}
    lines = list(logged(capsys, caplog))
    assert _operations_in(lines) == {one.id for one in documented()}
    assert heard.by_field.keys() >= _MUST_BE_HEARD
    assert heard.told_by(lines) == set()


def _operations_in(lines: list[str]) -> set[str]:
    found = (re.search(r'"operation": "([a-z_]+)"', line) for line in lines)
    return {match[1] for match in found if match}
