"""The contact flow every call enters, published from a file of infra/contact_flows."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from aws_cdk import aws_connect as connect
from constructs import Construct

from infra.flow_rules import check_flow

FLOWS = Path(__file__).parent.parent / "contact_flows"
PLACEHOLDER = re.compile(r"\$\{([A-Za-z]+)\}")


class FlowError(ValueError):
    """A flow file breaks a rule of the flow language or of its placeholders. One line."""


class InboundFlow(Construct):
    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        instance_arn: str,
        placeholders: Mapping[str, str],
    ) -> None:
        super().__init__(scope, construct_id)
        self.flow = connect.CfnContactFlow(
            self,
            "Flow",
            instance_arn=instance_arn,
            type="CONTACT_FLOW",
            name="AgentLine inbound call",
            description="Screens the caller, says why not or what it costs, and queues the call",
            content=flow_content(FLOWS / "inbound_call.json", placeholders),
        )


def flow_content(path: Path, placeholders: Mapping[str, str]) -> str:
    """The flow in `path` with every `${Name}` replaced, without white space; it need not use all.

    Raises FlowError.
    """
    try:
        flow = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FlowError(f"{path}: {error}") from error
    if findings := check_flow(flow):
        more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        raise FlowError(f"{path}: {findings[0]}{more}")
    content = json.dumps(flow, ensure_ascii=False, separators=(",", ":"))
    used = set(PLACEHOLDER.findall(content))
    if unknown := used - set(placeholders):
        raise FlowError(f"{path}: nothing to put for {', '.join(sorted(unknown))}")
    return PLACEHOLDER.sub(lambda found: placeholders[found[1]], content)
