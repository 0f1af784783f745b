"""Check a contact flow before Amazon Connect does.

CloudFormation learns that a flow is wrong only when Connect publishes it, minutes into a
deployment. These rules are those of the flow language (version 2019-10-30, Amazon Connect
administrator guide) and of the flow API where the two differ, and two of our own: whatever goes
wrong, the caller hears why before the line goes dead; what a caller enters is never logged.
"""

from collections.abc import Mapping

from infra.flow_rules.document import broken_document_rules, read_actions
from infra.flow_rules.paths import broken_path_rules
from infra.flow_rules.syntax import broken_syntax_rules
from infra.flow_rules.values import broken_value_rules

__all__ = ["check_flow"]


def check_flow(flow: Mapping[str, object]) -> list[str]:
    """Every violation in a parsed flow, one line each: `<action>: <what is wrong> [<rule>]`.

    The flow itself is called `flow`. `${...}` tokens may still be in place. An empty list means
    that Connect will publish the flow as far as the rules known here can tell.
    """
    broken = broken_document_rules(flow)
    if broken:
        return broken  # The other rules need a flow that can be read.
    actions = read_actions(flow)
    for action in actions:
        broken += broken_value_rules(action, actions)
        broken += broken_syntax_rules(action)
    return broken + broken_path_rules(str(flow["StartAction"]), actions)
