"""The web interface of a stage: told where its user pool is, and in front of its staff API."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from local.commands.endpoints import Endpoints
from local.commands.errors import CommandError
from local.phone.phone import Phone
from local.web.doors import HOST, SIGN_IN_PATH, Behind, Server
from local.web.files import NotBuiltError, load_files

_STOP_SECONDS = 0.05  # how long a stop may go unnoticed


@contextmanager
def serving_web(endpoints: Endpoints, phone: Phone, port: int) -> Iterator[str]:
    """The address of the interface while it is served at `port`; 0 takes a free one.

    Raises CommandError when something else has the port, or the interface is not built.
    """
    try:
        files = load_files()
    except NotBuiltError as error:
        raise CommandError(f"{error}") from error
    behind = Behind(
        files=files,
        config=json.dumps(web_config(endpoints)).encode(),
        api_url=endpoints.api_url or "",
        sign_in_url=f"{endpoints.aws_endpoint_url}/",
        phone=phone,
    )
    try:
        server = Server(behind, port)
    except OSError as error:
        raise CommandError(
            f"the web interface cannot have port {port} of {HOST}: {error.strerror}; "
            "choose another port for the stage with --port, the second one after it is this one"
        ) from error
    thread = Thread(target=server.serve_forever, args=[_STOP_SECONDS], name="web", daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def web_config(endpoints: Endpoints) -> dict[str, object]:
    """What the interface asks for first. On AWS the deployment writes the same document."""
    return {
        "region": endpoints.region,
        "user_pool_id": endpoints.user_pool_id,
        "client_id": endpoints.client_id,
        "user_pool_endpoint": SIGN_IN_PATH,
        "is_local_stage": True,
    }
