"""The desk of the staff API on a table; whatever else it would ask is not there, and not asked."""

import base64
from dataclasses import replace

from agentline.adapters.cognito_staff import CognitoStaff
from agentline.adapters.dynamodb.sign_outs import TableSignOuts
from agentline.adapters.key_ring import KeyRing, SecretKey
from agentline.bootstrap.admin import AdminDesk, open_admin_desk
from agentline.services.staff_accounts import StaffDesk
from local.bench.growth.group import NOW

_NOWHERE = "nowhere"
_KEYS = KeyRing[SecretKey].model_validate(
    {"current": {"version": "1", "key": base64.b64encode(b"k" * 32).decode()}}
)
_TERMS = (
    '{"due_days":30,"rounding":"krona","limit_step":"500.00","limit_cap":"5000.00",'
    '"limit_days":30,"address_days":90}'
)


def open_office(table: str) -> AdminDesk:
    """It is `NOW`, time stands still, and who asks has asked before: since when tokens count is
    known."""
    desk = open_admin_desk(_environment(table))
    sign_outs = TableSignOuts(clock=lambda: 0.0)
    staff = StaffDesk(directory=CognitoStaff(_NOWHERE), sign_outs=sign_outs)
    reports = replace(desk.reports(), seconds=lambda: 0.0)
    return replace(
        desk,
        clock=lambda: NOW,
        keys=lambda: _KEYS,
        staff=lambda: staff,
        reports=lambda: reports,
    )


def _environment(table: str) -> dict[str, str]:
    return {
        "AGENTLINE_TABLE": table,
        "AGENTLINE_STAGE": "bench",
        "AGENTLINE_BILLING": _TERMS,
        "AGENTLINE_LEDGER": '{"kind":"manual"}',
        "AGENTLINE_LEDGER_SECRET": "none",
        "AGENTLINE_DIRECTORY": '{"kind":"file"}',
        "AGENTLINE_DIRECTORY_SECRET": "none",
        "AGENTLINE_QUEUES": "{}",
        "AGENTLINE_CUT_OFF": "on",
        "AGENTLINE_DELIVERY_NETWORK": "public",
        **dict.fromkeys(
            (
                "AWS_REGION",
                "AGENTLINE_USER_POOL_ID",
                "AGENTLINE_USER_POOL_CLIENT_ID",
                "AGENTLINE_API_KEYS_SECRET",
                "AGENTLINE_CODE_KEYS_SECRET",
                "AGENTLINE_INSTANCE_ID",
                "AGENTLINE_QUARANTINE_BUCKET",
                "AGENTLINE_CONTACT_STREAM",
                "AGENTLINE_DELIVERY_QUEUE_URL",
            ),
            _NOWHERE,
        ),
    }
