"""Which table the rows live in, and how they are fetched."""

from typing import Any

from botocore.config import Config
from botocore.httpsession import get_cert_path
from botocore.session import Session
from botocore.utils import get_environ_proxies

from agentline.adapters.dynamodb.answers import RowParserFactory
from agentline.adapters.dynamodb.rows import Row
from agentline.adapters.dynamodb.transport import StoreTransport

_READS_BY_KEY = {"GetItem", "BatchGetItem"}


def use_table(name: str) -> None:
    """Point all rows at the table and make the connection they share.

    PynamoDB makes its client lazily; made here, at module scope of a function, its cost does not
    fall into a caller's silence (docs/performance.md). Without a name of ours botocore composes one
    for each request, a quarter of its work on a read.
    """
    Row.Meta.table_name = name
    connection = Row.connect()
    connection.session.set_default_client_config(Config(user_agent="AgentLine"))
    connection.session.register_component("response_parser_factory", RowParserFactory())
    _carry_requests(connection.client, connection.session)
    # Before whoever measures (the benches), who asks again.
    events = connection.client.meta.events
    events.register_first("provide-client-params.dynamodb.*", _ask_no_cost, "no-cost")


def _carry_requests(client: Any, session: Session) -> None:
    """Where a proxy is in between, urllib3 goes on to carry them."""
    if get_environ_proxies(client.meta.endpoint_url):
        return
    config = client.meta.config
    transport = StoreTransport(
        connect_seconds=config.connect_timeout,
        read_seconds=config.read_timeout,
        most_kept=config.max_pool_connections,
        certificates=str(get_cert_path(session.get_config_variable("ca_bundle") or True)),
    )
    # The client outlives a change of tables: the id has it carry each request once.
    client.meta.events.register("before-send.dynamodb.*", transport.send, "store-transport")


def _ask_no_cost(params: dict[str, Any], model: Any, **_: object) -> None:
    """PynamoDB has the store tell what each request cost. Of a read by key nobody wants to know."""
    if model.name in _READS_BY_KEY:
        params.pop("ReturnConsumedCapacity", None)
