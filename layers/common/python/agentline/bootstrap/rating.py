"""The rating of contact records."""

import os

from agentline.adapters.dynamodb.calls import TableCallLog, TableOrderBook
from agentline.adapters.dynamodb.catalogue import TableCatalogue
from agentline.adapters.dynamodb.quarantine import TableQuarantine
from agentline.adapters.dynamodb.register import TableRegister
from agentline.adapters.dynamodb.table import use_table
from agentline.adapters.record_bucket import RecordBucket
from agentline.bootstrap import end_loading, read_clock
from agentline.services.settle_contacts import RatingDesk
from agentline.settings import RatingSettings, read_settings


def open_rating_desk() -> RatingDesk:
    settings = read_settings(RatingSettings, os.environ)
    use_table(settings.table)
    end_loading()
    return RatingDesk(
        register=TableRegister(),
        calls=TableCallLog(),
        orders=TableOrderBook(),
        quarantine=TableQuarantine(RecordBucket(settings.quarantine_bucket)),
        catalogue=TableCatalogue(),
        clock=read_clock,
    )
