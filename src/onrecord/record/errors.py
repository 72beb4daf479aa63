"""What can be wrong with a record, each with its own sentence."""

from __future__ import annotations

from pathlib import Path

from onrecord.model import OnrecordError


class RecordError(OnrecordError):
    """Something is wrong with the record as a whole."""


class NotARecordError(RecordError):
    """The file holds something else."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is not a record of onrecord (name a record, or a file that does not exist yet)"
        )


class NoRecordError(RecordError):
    """There is no file to read from; `other` if it is to be merged."""

    def __init__(self, path: Path, *, other: bool = False) -> None:
        allowed = "name one to merge" if other else "`onrecord add` makes one; --record names another"
        super().__init__(f"there is no record at {path} ({allowed})")
        self.over_api = f"there is no record at {path} any more (start the server anew)"


class NewerRecordError(RecordError):
    """A later version of the program wrote the record."""

    def __init__(self, path: Path, version: int, known: int) -> None:
        super().__init__(
            f"{path} was written by a newer onrecord: its form is {version}, this program knows forms up to "
            f"{known} (update onrecord, or use another record)"
        )


class DamagedRecordError(RecordError):
    """The file is a record, but its content cannot be read back."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"{path} is damaged: {detail} (go back to a backup)")


class PlaceError(RecordError):
    """The record cannot be made or written where it should lie."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"the record {path} cannot be written: {detail} (name a place that can, with --record)"
        )
        self.over_api = f"the record {path} cannot be written: {detail} (send it again when it can)"


class CopyError(RecordError):
    """A copy of the record cannot be made where it should lie."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"no copy can be made at {path}: {detail} (name a file that is not there yet)")


class MergeError(RecordError):
    """A record is merged with itself."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is this record itself (name another one)")


class LockedError(RecordError):
    """Another process went on writing for longer than a writer waits."""

    def __init__(self, path: Path, seconds: float) -> None:
        super().__init__(
            f"another process has been writing to {path} for more than {seconds:g} seconds "
            "(try again when it is done)"
        )


class UnknownQuestionError(RecordError):
    """A question was asked for that the record does not keep."""

    def __init__(self, name: str, kept: tuple[str, ...]) -> None:
        allowed = (
            f"kept are: {', '.join(kept)}" if kept else "none is kept yet; `onrecord questions add` keeps one"
        )
        super().__init__(f"no question {name!r} in the record ({allowed})")
        if not kept:
            self.over_api = f"no question {name!r} in the record (none is kept yet; the page /ask keeps one)"


class UnknownReportError(RecordError):
    """A report was named that the record does not hold."""

    def __init__(self, provider: str, key: str) -> None:
        super().__init__(
            f"no report {key!r} of {provider!r} in the record (name one by its provider and its key)"
        )


class UnknownNameError(RecordError):
    """Something was named that the record does not hold."""

    def __init__(self, kind: str, name: str, allowed: str, api: str | None = None) -> None:
        fault = f"there is no {kind} {name!r} in the record"
        super().__init__(f"{fault} (name it by {allowed})")
        if api is not None:
            self.over_api = f"{fault} (name it by {api})"


class AmbiguousNameError(RecordError):
    """A name means several things."""

    def __init__(self, kind: str, name: str, meant: list[str]) -> None:
        super().__init__(f"{name!r} names more than one {kind} (it may be {', '.join(meant)})")


class DecisionError(RecordError):
    """A decision that cannot be kept; `api` says what is allowed in the fields of the API, where these are
    called otherwise.
    """

    def __init__(self, reason: str, allowed: str, api: str | None = None) -> None:
        super().__init__(f"{reason} ({allowed})")
        if api is not None:
            self.over_api = f"{reason} ({api})"


class PurgedError(RecordError):
    """The text of a report is needed and was removed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the text of report {name} was removed (`onrecord rehydrate` puts it back)")
        self.over_api = f"the text of report {name} was removed (it is put back on the command line alone)"
