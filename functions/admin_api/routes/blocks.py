"""Blacklisting of customers and of numbers."""

from admin_api.operations import Operations
from admin_api.routes.customer_mapping import (
    NumberInPath,
    read_block,
    read_number,
    read_number_in_path,
    tell_block,
)
from admin_api.routes.customer_view import CHANGING, MISSING, REASON, require_customer
from admin_api.schemas import blocks as schemas
from admin_api.schemas.common import DEFAULT_LIMIT, Because, Cursor, CustomerInPath, Limit
from admin_api.visit import VisitIn
from agentline.domain.kept_entry import EntryMissingError
from agentline.services.customer_entries import (
    block_number,
    end_customer_block,
    place_customer_block,
    unblock_number,
)
from agentline.services.customer_numbers import find_number

operations = Operations("blocks", "Blacklisting: of customers, and of numbers whosever they are")

_FRAUD = {"kind": "fraud", "note": "Rang 140 times in one night.", **REASON}


@operations.operation("GET", "/blocks", id="list_blocks", summary="Everything that is blacklisted")
def list_blocks(
    visit: VisitIn, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> schemas.BlacklistPage:
    """Blocks of customers and on numbers, in force or to come, the newest first."""
    lists = visit.desk.care().lists
    found = lists.blacklist(visit.now, limit, visit.position(cursor))
    known = lists.customers([block.customer for block in found.items if block.customer])
    names = {number: customer.owner.name for number, customer in known.items()}
    return schemas.BlacklistPage(
        items=[
            schemas.ListedBlock(
                **dict(tell_block(block, visit.now)),
                customer_name=names.get(block.customer or ""),
            )
            for block in found.items
        ],
        next=visit.cursor(found.position),
    )


@operations.operation(
    "GET",
    "/customers/<customer>/blocks",
    id="list_customer_blocks",
    summary="The blocks of a customer",
    refusals=MISSING,
)
def list_customer_blocks(
    customer: CustomerInPath,
    visit: VisitIn,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> schemas.BlockPage:
    """The newest first, those that have ended too."""
    require_customer(customer, visit)
    found = visit.desk.care().lists.blocks_of(customer, limit, visit.position(cursor))
    return schemas.BlockPage(
        items=[tell_block(block, visit.now) for block in found.items],
        next=visit.cursor(found.position),
    )


@operations.operation(
    "POST",
    "/customers/<customer>/blocks",
    id="place_customer_block",
    summary="Block a customer",
    status=201,
    refusals=(*CHANGING, "block_refused", "too_many"),
    example=_FRAUD,
)
def block_customer(
    customer: CustomerInPath, body: schemas.NewBlock, visit: VisitIn
) -> schemas.Block:
    """Calls from it are refused, on lines that cost nothing for conduct and fraud only. Calls that
    were let in go on."""
    desk = visit.desk.care()
    by = visit.by(body.reason)
    block = place_customer_block(customer, read_block(body), by, visit.deed, desk)
    return tell_block(desk.book.customer_block(customer, block), visit.desk.clock())


@operations.operation(
    "POST",
    "/customers/<customer>/blocks/<block>/ending",
    id="end_customer_block",
    summary="End a block of a customer",
    refusals=(*MISSING, "entry_missing", "entry_ended", "customer_state"),
    example=REASON,
)
def end_block_of_customer(
    customer: CustomerInPath, block: schemas.EntryId, body: Because, visit: VisitIn
) -> schemas.Block:
    """It stays on the customer's list, ended."""
    desk = visit.desk.care()
    end_customer_block(customer, block, visit.by(body.reason), visit.deed, desk)
    return tell_block(desk.book.customer_block(customer, block), visit.desk.clock())


@operations.operation(
    "GET", "/number-blocks", id="list_number_blocks", summary="Numbers that are blacklisted"
)
def list_number_blocks(
    visit: VisitIn, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> schemas.BlockPage:
    """In force or to come, the newest first."""
    lists, position = visit.desk.care().lists, visit.position(cursor)
    found = lists.blacklist(visit.now, limit, position, is_numbers_only=True)
    return schemas.BlockPage(
        items=[tell_block(block, visit.now) for block in found.items],
        next=visit.cursor(found.position),
    )


@operations.operation(
    "POST",
    "/number-blocks",
    id="place_number_block",
    summary="Block a number",
    status=201,
    refusals=("block_refused", "number_blocked"),
    example={"number": "070-174 06 99", **_FRAUD},
)
def place_number_block(body: schemas.NewNumberBlock, visit: VisitIn) -> schemas.Block:
    """Whosever it is, or nobody's: calls from it are refused."""
    desk = visit.desk.care()
    number = read_number(body.number, "body.number")
    block = block_number(number, read_block(body), visit.by(body.reason), visit.deed, desk)
    return tell_block(desk.book.number_block(number, block), visit.desk.clock())


@operations.operation(
    "GET",
    "/number-blocks/<number>",
    id="get_number_block",
    summary="The blocks on a number",
    refusals=("entry_missing",),
)
def get_number_block(
    number: NumberInPath, visit: VisitIn, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> schemas.NumberBlocks:
    """The newest first, those that have ended too. Not found if it never had one."""
    desk, wanted = visit.desk.care(), read_number_in_path(number)
    position = visit.position(cursor)
    found = desk.lists.blocks_on(wanted, limit, position)
    if not found.items and position is None:
        raise EntryMissingError(f"nothing has ever blocked {wanted}")
    return schemas.NumberBlocks(
        number=wanted,
        customer=find_number(wanted, desk).customer,
        items=[tell_block(block, visit.now) for block in found.items],
        next=visit.cursor(found.position),
    )


@operations.operation(
    "POST",
    "/number-blocks/<number>/ending",
    id="end_number_block",
    summary="End the block on a number",
    refusals=("entry_missing", "entry_ended"),
    example=REASON,
)
def end_number_block(number: NumberInPath, body: Because, visit: VisitIn) -> schemas.Block:
    """It stays on the number's list, ended."""
    desk, blocked = visit.desk.care(), read_number_in_path(number)
    block = unblock_number(blocked, visit.by(body.reason), visit.deed, desk)
    return tell_block(desk.book.number_block(blocked, block), visit.desk.clock())
