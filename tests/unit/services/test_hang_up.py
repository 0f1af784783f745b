"""What is told of a call some contacts of which could be ended, and some not."""

import pytest

from agentline.ports import StopOutcome
from agentline.services.hang_up import HungUp


@pytest.mark.parametrize(
    ("outcomes", "told"),
    [
        (["stopped"], "stopped"),
        (["over"], "over"),
        (["over", "stopped"], "stopped"),
        (["stopped", "refused", "over"], "refused"),
    ],
)
def test_a_call_that_goes_on_in_one_contact_was_refused(outcomes: list[str], told: str) -> None:
    hung_up = HungUp(
        outcomes={f"contact-{at}": StopOutcome(each) for at, each in enumerate(outcomes)}
    )
    assert hung_up.outcome == told
