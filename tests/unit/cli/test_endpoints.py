"""`.local/endpoints.json`, which other programs rely on (design section 5)."""

import json
from pathlib import Path

import pytest

from local.commands.endpoints import NO_STAGE, Endpoints, find_stage
from local.commands.errors import CommandError
from local.paths import StagePaths

# An address that is never listened on.
ENDPOINTS = Endpoints(
    region="eu-north-1",
    aws_endpoint_url="http://127.0.0.1:9",
    table_name="table",
    contact_stream="stream",
    flow_file="/flow.json",
)


def test_every_key_of_the_design_is_there_and_null_until_it_is_built(tmp_path: Path) -> None:
    path = tmp_path / "endpoints.json"
    ENDPOINTS.write(path)
    written = json.loads(path.read_text(encoding="utf-8"))
    unbuilt = {"api_url", "web_url", "phone_url", "webhook_url", "username", "password"}
    unbuilt |= {"user_pool_id", "client_id"}
    assert {key for key, value in written.items() if value is None} == unbuilt
    assert written.keys() - unbuilt == {
        "region",
        "aws_endpoint_url",
        "table_name",
        "contact_stream",
        "flow_file",
    }


def test_what_is_written_is_read_and_nothing_else_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "endpoints.json"
    ENDPOINTS.write(path)
    ENDPOINTS.write(path)
    assert Endpoints.read(path) == ENDPOINTS
    assert list(tmp_path.iterdir()) == [path]


def test_without_a_file_no_stage_is_running(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=NO_STAGE):
        find_stage(StagePaths(root=tmp_path))


def test_a_file_that_a_killed_stage_left_behind_is_not_believed(tmp_path: Path) -> None:
    paths = StagePaths(root=tmp_path)
    ENDPOINTS.write(paths.endpoints)
    with pytest.raises(CommandError, match=NO_STAGE):
        find_stage(paths)


@pytest.mark.parametrize("content", ["", "{", "{}", '{"region": 1}'])
def test_a_damaged_file_is_called_damaged(tmp_path: Path, content: str) -> None:
    path = tmp_path / "endpoints.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match="is damaged"):
        Endpoints.read(path)
