"""Answers with headers of their own: the version of what is told, where it is."""

from aws_lambda_powertools.event_handler import Response

from admin_api.preconditions import tag_of

_JSON = "application/json"


def versioned[Told](told: Told, version: int | str, *, status: int = 200) -> Response[Told]:
    """With the ETag that a change must state in If-Match."""
    return Response(
        status_code=status, content_type=_JSON, body=told, headers={"ETag": tag_of(version)}
    )


def attached[Told](told: Told, name: str) -> Response[Told]:
    """JSON to keep, under a name of its own."""
    return Response(
        status_code=200,
        content_type=_JSON,
        body=told,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def download(content: str, media: str, name: str) -> Response[str]:
    """A file to keep. Never shown in the place of a page of ours: it holds words from outside."""
    return Response(
        status_code=200,
        content_type=f"{media}; charset=utf-8",
        body=content,
        headers=_attachment(name),
    )


def tabled[Told](told: Told, table: str | None, name: str) -> Response[Told | str]:
    """What is told as JSON; or, where there is one, a table of it as a file to keep."""
    if table is None:
        return Response(status_code=200, content_type=_JSON, body=told)
    return Response(
        status_code=200,
        content_type="text/csv; charset=utf-8",
        body=table,
        headers=_attachment(name),
    )


def _attachment(name: str) -> dict[str, str | list[str]]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
