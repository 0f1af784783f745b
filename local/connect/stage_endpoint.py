"""The one Connect endpoint of a stage, and how other processes' live calls come behind it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.connect.endpoint import ConnectEndpoint
from local.connect.guests import NoEndpointError, register_guest
from local.connect.live_call import LiveContacts


@contextmanager
def announce(endpoint: ConnectEndpoint, announced: Path) -> Iterator[None]:
    """Have the file tell the address of the stage's endpoint meanwhile.

    Only for whoever runs the stage: a second start would take the file of the first away.
    """
    announced.parent.mkdir(parents=True, exist_ok=True)
    announced.write_text(endpoint.url, encoding="ascii")
    try:
        yield
    finally:
        announced.unlink(missing_ok=True)


@contextmanager
def reachable(contacts: LiveContacts, announced: Path) -> Iterator[None]:
    """Have the stage whose endpoint is announced in the file find these contacts meanwhile.

    Raises NoEndpointError when there is none.
    """
    try:
        stage_url = announced.read_text(encoding="ascii")
    except FileNotFoundError as error:
        raise NoEndpointError(f"{announced} is missing: start the stage anew") from error
    with ConnectEndpoint(contacts) as endpoint:
        register_guest(stage_url, endpoint.url)
        yield
