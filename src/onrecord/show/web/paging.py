"""Pages of a list, and answers that a script knows already."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Hashable, Sequence
from typing import Annotated, Any, TypeVar

import msgspec
from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.show.web.problems import RequestError

T = TypeVar("T")
MOST = 200
LONGEST = 500  # characters of a cursor; those we give are shorter

Cursor = Annotated[str | None, Query(description="where the page starts: `next` of the page before")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="how many items a page holds")]


class CursorError(RequestError):
    """A cursor that leads nowhere."""

    def __init__(self) -> None:
        super().__init__(422, "the cursor is not one of this list", "take `next` of the page before")


class ChangedError(RequestError):
    """The item after which the page would start is gone."""

    def __init__(self) -> None:
        super().__init__(409, "the record has changed since the page before", "begin without a cursor")


class NotModifiedError(Exception):
    """The script has the answer already."""

    def __init__(self, headers: dict[str, str]) -> None:
        super().__init__()
        self.headers = headers


class _Place(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    """After which item a page starts: of which list, and the item by what it is, the how manieth such."""

    asked: str
    item: str
    nth: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]


def known_by(request: Request, response: Response) -> None:
    """Name the state of the record in the answer; a dependency of every route that reads.

    Raises `NotModifiedError` where the script knows that state (RFC 9110, If-None-Match).
    """
    state = request.app.state.watch.state()
    asked = f"{state} {request.url.path}?{request.url.query}"
    headers = {"ETag": f'"{_digest(asked)}"', "Cache-Control": "private, no-cache"}
    known = request.headers.get("if-none-match", "")
    if known.strip() == "*" or headers["ETag"] in (
        tag.strip().removeprefix("W/") for tag in known.split(",")
    ):
        raise NotModifiedError(headers)
    response.headers.update(headers)


def paged(
    request: Request,
    items: Sequence[T],
    key: Callable[[T], Hashable],
    lay_out: Callable[[T], Any],
    cursor: str | None,
    limit: int,
) -> dict[str, Any]:
    """Return one page: `items` laid out, `next` (None: the last page) and `total`.

    `items` are in their order; `key` tells one from another, from one request to the next. Raises
    `CursorError` and `ChangedError`.
    """
    asked = _asked(request)
    keys = _keys([key(item) for item in items])
    start = 0
    if cursor is not None:
        place = _place(cursor)
        if place.asked != asked:
            raise CursorError
        try:
            start = keys.index((place.item, place.nth)) + 1
        except ValueError:
            raise ChangedError from None
    end = start + limit
    later = msgspec.json.encode(_Place(asked, *keys[end - 1])) if end < len(items) else None
    return {
        "items": [lay_out(item) for item in items[start:end]],
        "next": base64.urlsafe_b64encode(later).decode() if later is not None else None,
        "total": len(items),
    }


def _keys(given: Sequence[Hashable]) -> list[tuple[str, int]]:
    seen: dict[str, int] = {}
    found = []
    for one in given:
        name = _digest(repr(one))
        seen[name] = seen.get(name, 0) + 1
        found.append((name, seen[name]))
    return found


def _place(cursor: str) -> _Place:
    if len(cursor) > LONGEST or not cursor.isascii():
        raise CursorError
    try:
        return msgspec.json.decode(base64.b64decode(cursor, b"-_", validate=True), type=_Place)
    except (binascii.Error, ValueError, msgspec.MsgspecError) as fault:
        raise CursorError from fault


def _asked(request: Request) -> str:
    """What list a request asks for, whatever page of it."""
    wanted = sorted(
        (name, value) for name, value in request.query_params.multi_items() if name not in ("cursor", "limit")
    )
    return _digest(repr((request.url.path, wanted)))


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:24]
