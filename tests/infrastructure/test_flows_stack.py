import json
from pathlib import Path

import pytest

from infra.constructs.inbound_flow import FLOWS, PLACEHOLDER, FlowError, flow_content
from infra.flow_rules import check_flow
from tests.infrastructure.conftest import Synthesised

ARNS = {
    "CustomerServiceQueueArn": "arn:customer-service",
    "HoursArn": "arn:hours",
    "ScreenCallArn": "arn:screen",
}
INBOUND = FLOWS / "inbound_call.json"


def test_the_published_flow_is_the_file_with_every_placeholder_filled_in(
    any_stage: Synthesised,
) -> None:
    flow = any_stage.only("Flows", "AWS::Connect::ContactFlow")["Properties"]
    assert flow["Type"] == "CONTACT_FLOW"
    _, parts = flow["Content"]["Fn::Join"]
    imported = [part["Fn::ImportValue"] for part in parts if not isinstance(part, str)]
    assert any("ScreeningAlias" in name for name in imported)
    assert any("Hours" in name for name in imported)
    content = "".join(part if isinstance(part, str) else "arn" for part in parts)
    assert not PLACEHOLDER.search(content)
    assert check_flow(json.loads(content)) == []


def test_a_placeholder_nobody_fills_stops_the_synthesis() -> None:
    with pytest.raises(FlowError, match="nothing to put for HoursArn"):
        flow_content(INBOUND, {name: arn for name, arn in ARNS.items() if name != "HoursArn"})


def test_a_flow_that_breaks_a_rule_stops_the_synthesis(tmp_path: Path) -> None:
    flow = json.loads(INBOUND.read_text(encoding="utf-8"))
    flow["StartAction"] = "nowhere"
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(flow), encoding="utf-8")
    with pytest.raises(FlowError) as caught:
        flow_content(broken, ARNS)
    assert "nowhere" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_flow_file_that_is_no_json_stops_the_synthesis(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(FlowError, match=r"broken\.json: "):
        flow_content(broken, ARNS)
