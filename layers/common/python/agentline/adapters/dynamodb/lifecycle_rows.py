"""The rows of merges and erasures: CUST#<number> with MERGED#<merged customer> and ERASURE."""

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute

from agentline.adapters.dynamodb.rows import InstantAttribute, Row


class MergedRow(Row, discriminator="merged_customer"):
    """Under the customer who took over. In the index Todo until all has moved."""

    who = UnicodeAttribute()
    why = UnicodeAttribute()
    at = InstantAttribute()
    deed = UnicodeAttribute()
    numbers = JSONAttribute()
    order_count = NumberAttribute()
    total = NumberAttribute()
    currency = UnicodeAttribute()
    todo = UnicodeAttribute(null=True)
    todo_at = InstantAttribute(null=True)


class ErasureRow(Row, discriminator="erasure"):
    """How far an erasure has come: `step` steps, the last of them up to and including the sort key
    `after` in the stretch `stretch`. `found_by` are the keys of rows by which the customers can
    still be found by name, e-mail and tags. In the index Todo until it is over."""

    who = UnicodeAttribute()
    why = UnicodeAttribute()
    at = InstantAttribute()
    deed = UnicodeAttribute()
    customers = JSONAttribute()
    numbers = NumberAttribute()
    copies = NumberAttribute()
    copies_until = UnicodeAttribute(null=True)
    found_by = JSONAttribute(null=True)
    step = NumberAttribute()
    stretch = NumberAttribute()
    after = UnicodeAttribute(null=True)
    todo = UnicodeAttribute(null=True)
    todo_at = InstantAttribute(null=True)
