"""The codebook of questions: the rules by which a person codes them by hand, as Markdown.

They are the rules that the program is held to, so that a hand-coded sample can be laid beside its tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord import __version__
from onrecord.model import Question, Side
from onrecord.show.formats import markdown_text
from onrecord.show.wording import day, joined, plain


@dataclass(frozen=True, slots=True)
class Entry:
    """A question of the codebook, with the words that taking the side "for" is for and against."""

    question: Question
    favours: tuple[str, ...]
    opposes: tuple[str, ...]

    @property
    def period(self) -> str:
        """The days of publication, in words."""
        until = f"to {day(self.question.until)}" if self.question.until else "on"
        return f"from {day(self.question.since)} {until}"

    def categories(self, side: Side) -> tuple[str, ...]:
        """The question's own categories that stand for a side."""
        return tuple(phrase for phrase, of in self.question.categories if of == side)


def codebook(entries: Sequence[Entry]) -> str:
    """Write the codebook of these questions: the rules for all, each question, and the form to fill."""
    page = Environment(
        loader=PackageLoader("onrecord.show"),
        autoescape=False,  # it is Markdown: the filters escape what users wrote
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    page.filters["md"] = markdown_text
    page.filters["quoted"] = _quoted
    page.filters["code"] = _code
    return page.get_template("codebook.md.j2").render(entries=entries, version=__version__)


def _code(text: str) -> str:
    """Put text between backticks, where nothing else is markup; a bar would end the cell of a table."""
    return "`" + plain(text).replace("`", "'").replace("|", "\\|") + "`"


def _quoted(phrases: Sequence[str], link: str = "or") -> str:
    return joined([f'"{markdown_text(phrase)}"' for phrase in phrases], link)
