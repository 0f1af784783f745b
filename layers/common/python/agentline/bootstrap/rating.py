"""The rating of contact records."""

import os

from agentline.adapters.dynamodb.calls import TableCallLog, TableOrderBook
from agentline.adapters.dynamodb.catalogue import TableCatalogue
from agentline.adapters.dynamodb.register import TableRegister
from agentline.adapters.dynamodb.table import use_table
from agentline.bootstrap import end_loading, read_clock
from agentline.services.settle_contacts import RatingDesk
from agentline.settings import FunctionSettings, read_settings


def open_rating_desk() -> RatingDesk:
    use_table(read_settings(FunctionSettings, os.environ).table)
    end_loading()
    return RatingDesk(
        register=TableRegister(),
        calls=TableCallLog(),
        orders=TableOrderBook(),
        catalogue=TableCatalogue(),
        clock=read_clock,
    )
