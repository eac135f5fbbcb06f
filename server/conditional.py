"""Answers that a client may keep: a validator, a lifetime, and 304 when nothing has changed."""

from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response

REVALIDATE = "no-cache"
FOREVER = "public, max-age=31536000, immutable"


def weak(tag: str) -> str:
    """The ETag of a tag. Weak, since the same content may travel in several encodings."""
    return f'W/"{tag}"'


def holds(if_none_match: str, etag: str) -> bool:
    """Whether a client already has the content of this ETag."""
    theirs = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return "*" in theirs or etag.removeprefix("W/") in theirs


def answer(
    request: Request,
    tag: str,
    content: Callable[[], bytes | str],
    media_type: str,
    headers: Mapping[str, str],
) -> Response:
    """The content, produced only if the client does not hold it already."""
    headers = {**headers, "ETag": weak(tag)}
    if holds(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(content(), media_type=media_type, headers=headers)
