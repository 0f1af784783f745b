"""The staff API: everything staff can do, under /v1 (docs/api.md)."""

import os
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from admin_api.application import new_application
from admin_api.door import Door
from admin_api.identity import TokenIssuer
from admin_api.request import Event
from agentline.bootstrap.admin import open_admin_desk
from agentline.settings import StaffSettings, read_settings

settings = read_settings(StaffSettings, os.environ)
app, operations = new_application()
door = Door(
    app,
    operations,
    open_admin_desk(),
    TokenIssuer(pool_url=settings.pool_url, client_id=settings.client),
)


def handler(event: Event, context: LambdaContext) -> dict[str, Any]:
    """Of the gateway's proxy event; the answer is a proxy result."""
    return door.answer(event, context)
