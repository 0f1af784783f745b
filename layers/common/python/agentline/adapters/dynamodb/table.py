"""Which table the rows live in."""

from agentline.adapters.dynamodb.rows import Row


def use_table(name: str) -> None:
    """Point all rows at the table and make the connection they share.

    PynamoDB makes its client lazily; made here, at module scope of a function, its cost does not
    fall into a caller's silence (docs/performance.md).
    """
    Row.Meta.table_name = name
    _ = Row.connect().client
