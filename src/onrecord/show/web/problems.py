"""What a script is told when something is wrong: problem details (RFC 9457), always in one shape."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from onrecord.model import OnrecordError

API = "/api/v1"
MEDIA = "application/problem+json"
MEANINGS = {  # what each status means here, for the description of the API
    400: "What was asked cannot be done.",
    401: "The token is missing or is not the one of this server.",
    403: "The request comes from another site or a browser that is not signed in, or this server only reads.",
    404: "The record holds nothing of that name.",
    409: "The name means several things, a text was removed, or the record changed between two pages.",
    413: "The request or a text in it is longer than allowed.",
    415: "The content is encoded in a way that is not read.",
    421: "The server does not answer to this name.",
    422: "A value is not allowed.",
    503: (
        "The record cannot be read or written (it is held by another process, damaged, or out of room), or "
        "the server ends or has too much to do."
    ),
}
READING = (400, 403, 404, 409, 413, 415, 421, 422, 503)
WRITING = (*READING, 401)


class Problem(BaseModel):
    """What is wrong, and what is allowed instead."""

    type: str = Field("about:blank", description="always about:blank: the status says what kind it is")
    title: str = Field(description="what the status is called")
    status: int = Field(description="the HTTP status")
    detail: str = Field(description="a sentence that says what is wrong and what is allowed")


class RequestError(OnrecordError):
    """A request that is not answered, with the HTTP status that says why."""

    def __init__(self, status: int, reason: str, allowed: str) -> None:
        super().__init__(f"{reason} ({allowed})")
        self.status = status


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return the answer that tells a script what is wrong."""
    told = Problem(type="about:blank", title=phrase(status), status=status, detail=detail)
    # what came in may hold halves of a character, which UTF-8 cannot
    words = told.model_copy(update={"detail": detail.encode("utf-8", "replace").decode()})
    return JSONResponse(words.model_dump(), status, headers, MEDIA)


def documented(statuses: tuple[int, ...]) -> dict[int | str, dict[str, Any]]:
    """Return how the OpenAPI describes answers that tell a problem."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": MEANINGS[status], "content": {MEDIA: {"schema": schema}}}
        for status in sorted(statuses)
    }


def phrase(status: int) -> str:
    """Return what a status is called."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"
