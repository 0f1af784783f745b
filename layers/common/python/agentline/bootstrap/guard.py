"""The guard of live calls."""

import os

from agentline.adapters.connect import ConnectTelephony
from agentline.adapters.dynamodb.calls import TableCallLog
from agentline.adapters.dynamodb.catalogue import TableCatalogue
from agentline.adapters.dynamodb.register import TableRegister
from agentline.adapters.dynamodb.table import use_table
from agentline.adapters.timers import QueueTimers
from agentline.bootstrap import end_loading, read_clock
from agentline.observability import count
from agentline.services.guard_talk import GuardDesk
from agentline.settings import GuardSettings, read_settings


def open_guard_desk() -> GuardDesk:
    settings = read_settings(GuardSettings, os.environ)
    use_table(settings.table)
    end_loading()
    return GuardDesk(
        register=TableRegister(),
        calls=TableCallLog(),
        catalogue=TableCatalogue(),
        telephony=ConnectTelephony(settings.instance),
        timers=QueueTimers(settings.timer_queue_url),
        clock=read_clock,
        is_cut_off=settings.cut_off == "on",
        count=count,
    )
