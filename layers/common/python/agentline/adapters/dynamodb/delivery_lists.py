"""Lists of deliveries to an endpoint."""

from datetime import date, timedelta

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.deliveries import delivery_of, partition_of
from agentline.adapters.dynamodb.event_rows import DeliveryRow
from agentline.adapters.dynamodb.index_reading import TABLE, Item, Stretch, read_stretches
from agentline.domain.webhook_delivery import Delivery, DeliveryState
from agentline.office_ports import Listing, Position


class TableDeliveryLists:
    """The `DeliveryLists` port on the table. Deliveries of a day are side by side under one key."""

    def of_days(
        self,
        endpoint: str,
        since: date,
        until: date,
        state: DeliveryState | None,
        limit: int,
        position: Position | None,
    ) -> Listing[Delivery]:
        def keep(item: Item) -> bool:
            return state is None or item["state"]["S"] == state.value

        days = [
            Stretch(shard=partition_of(endpoint, until - timedelta(days=day)), begins_with="evt_")
            for day in range((until - since).days + 1)
        ]
        found = read_stretches(TABLE, days, limit, position, newest_first=True, keep=keep)
        read = [rows.Row.from_raw_data(dict(item)) for item in found.items]
        deliveries = [delivery_of(row) for row in read if isinstance(row, DeliveryRow)]
        return Listing(items=deliveries, position=found.position)
