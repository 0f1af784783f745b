"""What is refused leaves nothing in the log of what it was."""

import base64
import re

import pytest

from agentline.domain.staff import Role
from tests.integration.contract.documented import documented
from tests.integration.contract.overheard import logged
from tests.integration.contract.scenes import World

_STRANGER = "Hemlig Person"


def test_f40_what_nobody_asked_for_is_refused_and_not_in_the_log_either(
    world: World, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    token = base64.b64encode(_STRANGER.encode()).decode()
    for operation in documented():
        path = re.sub(r"\{.*?\}", _STRANGER, operation.path)
        for query in ({}, {"name": _STRANGER}):
            body = {"name": _STRANGER} if operation.has_body else None
            headers = {
                "User-Agent": _STRANGER,
                "If-Match": f'"{_STRANGER}"',
                "Authorization": f"Bearer {token}",
                "X-Forwarded-For": _STRANGER,
            }
            world.office.ask(
                operation.method, path, body, role=Role.ADMIN, query=query, headers=headers
            )
    lines = list(logged(capsys, caplog))
    assert len(lines) >= 2 * len(documented())
    hidden = (*_STRANGER.split(), token)
    assert [line for line in lines if any(word in line for word in hidden)] == []
