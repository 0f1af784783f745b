"""Which table the rows live in."""

from botocore.config import Config

from agentline.adapters.dynamodb.answers import RowParserFactory
from agentline.adapters.dynamodb.rows import Row


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
    _ = connection.client
