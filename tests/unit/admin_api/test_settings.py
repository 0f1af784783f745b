"""What holds in a deployment is there for everybody to see."""

from agentline.domain.staff import Role
from tests.unit.admin_api.office import Office


def test_everybody_sees_what_holds(office: Office) -> None:
    seen = office.ask("GET", "/settings", role=Role.VIEWER).json
    assert seen["opening_limit"] == {"amount": "1000.00", "currency": "SEK"}
    assert seen["limit_rule"]["step"]["amount"] == "500.00"
    assert (seen["ledger"], seen["directory"], seen["queues"]) == (
        "webhook",
        "file",
        ["support", "tarot"],
    )
    assert seen["is_cut_off"] is True
    assert seen["time_zone"] == "Europe/Stockholm"
