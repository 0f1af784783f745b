"""Lists of closed bases: what waits, what is settled, those of one customer."""

from collections.abc import Mapping, Sequence

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.index_reading import Stretch
from agentline.adapters.dynamodb.key_ranges import list_range
from agentline.adapters.dynamodb.listed_index import list_rows
from agentline.adapters.dynamodb.mapping.bases import basis, settled_shard
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.todo_index import list_waiting_rows
from agentline.domain.basis import Basis
from agentline.domain.basis_state import BasisState
from agentline.office_ports import Listing, Position


class TableInvoiceLists:
    """The `InvoiceLists` port on the table."""

    def waiting(
        self, todos: Sequence[str], limit: int, position: Position | None
    ) -> Listing[Basis]:
        found = list_waiting_rows(todos, limit, position)
        keys = [(row.pk, row.sk) for row in found.items]
        stored = {row.reference: row for row in rows.BasisRow.batch_get(keys, consistent_read=True)}
        references = [f"{pk.removeprefix('CUST#')}-{_number(sk):04d}" for pk, sk in keys]
        bases = [basis(stored[name]) for name in references if name in stored]
        return Listing(items=bases, position=found.position)

    def settled(self, state: BasisState, limit: int, position: Position | None) -> Listing[Basis]:
        shard = Stretch(shard=settled_shard(state))
        found = list_rows([shard], limit, position, newest_first=True)
        bases = [basis(row) for row in found.items if isinstance(row, rows.BasisRow)]
        return Listing(items=bases, position=found.position)

    def of_customer(self, customer: str, limit: int, position: Position | None) -> Listing[Basis]:
        is_basis = rows.BasisRow.sk.startswith("BASIS#")
        found = list_range(rows.BasisRow, customer_key(customer), is_basis, limit, position)
        return Listing(items=list(map(basis, found.items)), position=found.position)

    def names(self, customers: Sequence[str]) -> Mapping[str, str]:
        keys = [(customer_key(customer), "PROFILE") for customer in dict.fromkeys(customers)]
        found = rows.ProfileRow.batch_get(keys) if keys else ()
        return {row.pk.removeprefix("CUST#"): row.name for row in found}


def _number(sort_key: str) -> int:
    return int(sort_key.removeprefix("BASIS#"))
