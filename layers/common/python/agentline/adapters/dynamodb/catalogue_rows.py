"""The rows staff's view of the catalogue is made of; callers never wait for them.

Keys: CATALOGUE with REVISION, VERSION#<list>#<valid from>, LINE#<e164>. A row LINE# is written
together with the line that callers meet, LINE#<e164> / LINE, and stays when that is closed.
"""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from agentline.adapters.dynamodb.rows import InstantAttribute, LineRow, Row


class RevisionRow(Row, discriminator="catalogue_revision"):
    revision = NumberAttribute()


class VersionEntryRow(Row, discriminator="price_list_entry"):
    articles = NumberAttribute()
    added_at = InstantAttribute()
    added_by = UnicodeAttribute()
    deed = UnicodeAttribute(null=True)


class LineEntryRow(LineRow, discriminator="line_entry"):
    """The line as it is, or was when it closed."""

    version = NumberAttribute()
    closed_at = InstantAttribute(null=True)
