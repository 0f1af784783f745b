"""The one place where the functions' parts are put together."""

import os
from datetime import UTC, datetime

from agentline.adapters.directories.file import FileDirectory
from agentline.adapters.dynamodb.calls import TableCallLog, TableOrderBook
from agentline.adapters.dynamodb.catalogue import TableCatalogue
from agentline.adapters.dynamodb.register import TableRegister
from agentline.adapters.dynamodb.table import use_table
from agentline.services.register_caller import RegistrationTerms
from agentline.services.screen_call import ScreeningDesk
from agentline.services.settle_contacts import RatingDesk
from agentline.settings import (
    BASIC_PRICE_LIST,
    OPENING_LIMIT,
    FunctionSettings,
    ScreeningSettings,
    read_settings,
)


def read_clock() -> datetime:
    """Now, aware UTC, in whole seconds: what is stored and compared stays short and exact."""
    return datetime.now(UTC).replace(microsecond=0)


def open_screening_desk() -> tuple[ScreeningDesk, ScreeningSettings]:
    """For the screening function, with its connection to the store made and warmed up."""
    settings = read_settings(ScreeningSettings, os.environ)
    use_table(settings.table)
    desk = ScreeningDesk(
        register=TableRegister(),
        calls=TableCallLog(),
        catalogue=TableCatalogue(),
        directory=FileDirectory(),
        terms=RegistrationTerms(limit=OPENING_LIMIT, price_list=BASIC_PRICE_LIST),
        clock=read_clock,
    )
    return desk, settings


def open_rating_desk() -> RatingDesk:
    """For the rating function."""
    use_table(read_settings(FunctionSettings, os.environ).table)
    return RatingDesk(
        register=TableRegister(),
        calls=TableCallLog(),
        orders=TableOrderBook(),
        catalogue=TableCatalogue(),
        clock=read_clock,
    )
