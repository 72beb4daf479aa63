"""What comes in by a form of our own pages: checked that it is ours, and read field by field."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.model import OnrecordError
from onrecord.show.queries import status_of
from onrecord.show.web.handed import ReadOnlyError
from onrecord.show.web.security import FIELD, check_form
from onrecord.show.web.site import LONGEST_NAME, PERSON, site_of
from onrecord.show.wording import plain

FILES = 1000
FIELDS = 200
A_YEAR = 365 * 24 * 3600


class FormError(OnrecordError):
    """A field that cannot be used as it was filled in."""

    def __init__(self, reason: str, allowed: str) -> None:
        super().__init__(f"{reason} ({allowed})")


class Form:
    """The fields of a form."""

    def __init__(self, data: FormData) -> None:
        self._data = data

    def text(self, name: str) -> str | None:
        """Return a field on one line, None where it is empty."""
        return plain(self.whole(name)) or None

    def whole(self, name: str) -> str:
        """Return a field as it was filled in, lines and all; browsers end them as DOS does."""
        value = self._data.get(name)
        if not isinstance(value, str):
            return ""
        # a form may name an encoding that gives halves of a character, which the record cannot hold
        return value.encode("utf-8", "replace").decode().replace("\r\n", "\n")

    def every(self, name: str) -> list[str]:
        """Return the fields of one name, each on one line, in their order."""
        said = [value if isinstance(value, str) else "" for value in self._data.getlist(name)]
        return [plain(value.encode("utf-8", "replace").decode()) for value in said]

    def day(self, name: str) -> date | None:
        """Return a day, None where the field is empty. Raises `FormError`."""
        said = self.text(name)
        try:
            return date.fromisoformat(said) if said else None
        except ValueError:
            raise FormError(f"{said!r} is no day", "write it as YYYY-MM-DD") from None

    def files(self, name: str) -> list[tuple[str, bytes]]:
        """Return the files of a field with their names; a field that was left empty has none."""
        sent = [one for one in self._data.getlist(name) if isinstance(one, UploadFile)]
        return [(one.filename, one.file.read()) for one in sent if one.filename]


async def _form(request: Request) -> Form:
    site = site_of(request)
    if not site.writes:
        raise ReadOnlyError
    settings = site.settings
    data = await request.form(max_files=FILES, max_fields=FIELDS, max_part_size=settings.body_limit)
    token = data.get(FIELD)
    check_form(request, token if isinstance(token, str) else None, settings)
    return Form(data)


Filled = Annotated[Form, Depends(_form)]
"""A form that was filled in on a page of ours. Raises `ForbiddenError` for any other, and `ReadOnlyError`."""


def remember(response: Response, person: str) -> None:
    """Keep the name of who decides, for a year."""
    value = quote(plain(person)[:LONGEST_NAME])
    response.set_cookie(PERSON, value, max_age=A_YEAR, httponly=True, samesite="strict", path="/")


def status_for(fault: OnrecordError) -> int:
    """Return the HTTP status of a form that comes back with a fault: 422, or 503 where the record is at
    fault and the form could be sent again as it is.
    """
    return max(422, status_of(fault))


def go_to(address: str) -> Response:
    """Lead on after a form, so that loading the page again sends nothing twice."""
    return RedirectResponse(address, 303)
