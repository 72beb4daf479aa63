"""What the pages of docs/ and the README say is what the program does."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer
from test_inspection import JUDGED

from onrecord.cli import app
from onrecord.cli.adding import summary_values
from onrecord.cli.checking import CHECK_COLUMNS
from onrecord.judge.questions import KEYS, load_questions
from onrecord.model import Report
from onrecord.outcomes import Added
from onrecord.read import read_reports
from onrecord.record.tables import metadata
from onrecord.show import export, ledger
from onrecord.show.inspection import inspection
from onrecord.show.standing import RULE
from onrecord.trying import DAYS_OUTSIDE

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def test_the_page_of_commands_is_what_the_program_prints(generate: ModuleType) -> None:
    assert read("docs/commands.md") == generate.page(), "run `make docs`"


def parameters(command: Any, name: str = "onrecord") -> list[tuple[str, str]]:
    """Every command with every option and argument it takes."""
    own = [(name, word) for param in command.params for word in _words(param)]
    return own + [
        pair
        for inner_name, inner in getattr(command, "commands", {}).items()
        for pair in parameters(inner, f"{name} {inner_name}")
    ]


def _words(param: Any) -> list[str]:
    return [*param.opts, *param.secondary_opts] if param.param_type_name == "option" else [param.metavar]


def test_every_command_option_and_argument_is_on_the_page() -> None:
    page = read("docs/commands.md")
    sections = dict(re.findall(r"^## (onrecord[a-z ]*)\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE))
    pairs = parameters(typer.main.get_command(app))
    assert len(pairs) > 30
    missing = [f"{name}: {word}" for name, word in pairs if word not in sections.get(name, "")]
    assert missing == []


def test_every_help_text_is_a_sentence_and_every_command_has_an_example() -> None:
    def walk(command: Any, name: str) -> list[str]:
        inner = getattr(command, "commands", {})
        helps = [command.help, *(p.help for p in command.params if getattr(p, "help", None))]
        faults = [f"{name}: {text}" for text in helps if not text or not text.strip().endswith((".", "]"))]
        if not inner and "onrecord" not in (command.epilog or ""):
            faults.append(f"{name} has no example")
        return faults + [fault for key, value in inner.items() for fault in walk(value, f"{name} {key}")]

    assert walk(typer.main.get_command(app), "onrecord") == []


def keys_of(section: str, page: str = "docs/json.md") -> list[str]:
    """The keys that a section of a page lists in its table, in order."""
    level = section.split(" ", maxsplit=1)[0]
    found = re.search(
        rf"^{re.escape(section)}\n(.*?)(?=^#{{1,{len(level)}}} |^###? |\Z)",
        read(page),
        re.DOTALL | re.MULTILINE,
    )
    assert found, f"no section {section}"
    return re.findall(r"^\| `(\w+)` \|", found[1], re.MULTILINE)


def test_the_page_of_json_lists_the_keys_that_are_printed_in_their_order() -> None:
    printed = inspection(JUDGED)
    statement = printed["statements"][0]
    assert keys_of("## The object") == list(printed)
    assert keys_of("## report") == list(printed["report"])
    assert keys_of("## statements") == list(statement)
    assert keys_of("### speaker") == list(statement["speaker"])
    assert keys_of("### candidates") == list(statement["candidates"])
    assert keys_of("### said_on") == list(statement["said_on"])
    assert keys_of("## positions") == list(printed["positions"][0])
    assert keys_of("## dates") == list(printed["dates"][0])
    assert keys_of("## events") == list(printed["events"][0])


def test_the_page_of_json_lists_the_keys_that_add_prints() -> None:
    values = summary_values(Added(1, 0, 0, 0, 0, (), ()), Path("onrecord.db"))
    assert keys_of("## onrecord add --json") == list(values)


@pytest.mark.parametrize(
    ("section", "columns"),
    [
        ("positions", export.POSITION_COLUMNS),
        ("statements", export.STATEMENT_COLUMNS),
        ("timeline", export.TIMELINE_COLUMNS),
        ("changes", ledger.CHANGE_COLUMNS),
        ("conflicts", ledger.CONFLICT_COLUMNS),
        ("origins", ledger.ORIGIN_COLUMNS),
        ("search", ledger.HIT_COLUMNS),
        ("decisions", ledger.DECISION_COLUMNS),
        ("agreement", ledger.AGREEMENT_COLUMNS),
        ("questions list", export.QUESTION_COLUMNS),
    ],
)
def test_the_page_of_tables_lists_the_columns_that_are_printed(
    section: str, columns: tuple[str, ...]
) -> None:
    assert keys_of(f"## {section}", "docs/tables.md") == list(columns)


@pytest.mark.parametrize("page", ["README.md", "docs/record.md"])
def test_the_rule_is_told_as_the_program_prints_it(page: str) -> None:
    told = " ".join(read(page).split())
    for words in ("never displaces what is explicit", "of the latest day"):
        assert words in told
        assert words in RULE


@pytest.mark.parametrize(
    ("new", "refused", "failed", "status"),
    [(3, 0, 0, 0), (2, 1, 0, 3), (0, 1, 0, 1), (2, 0, 1, 1), (0, 0, 0, 1)],
)
def test_the_exit_status_is_the_one_that_the_pages_name(
    new: int, refused: int, failed: int, status: int
) -> None:
    added: Any = Added(new, 0, 0, 0, 0, refused=("r",) * refused, failed=("f",) * failed)  # type: ignore[arg-type]
    assert added.status == status
    assert f"| {status} |" in read("README.md")


def test_the_page_of_the_record_names_every_table() -> None:
    named = set(re.findall(r"`(\w+)`", read("docs/record.md")))
    assert [name for name in metadata.tables if name not in named] == []


def test_the_pages_show_a_question_and_a_report_that_can_be_read(tmp_path: Path) -> None:
    (question,) = re.findall(r"```toml\n(.*?)```", read("README.md"), re.DOTALL)
    (tmp_path / "q.toml").write_text(question, "utf-8")
    assert [q.id for q in load_questions(tmp_path / "q.toml")] == ["arctic-treaty"]
    prefix, front, line = re.findall(r"```(?:text|json)\n(.*?)```", read("docs/reading.md"), re.DOTALL)[:3]
    (tmp_path / "a.txt").write_text(prefix, "utf-8")
    (tmp_path / "b.txt").write_text(front + "\nSpain does not recognise the treaty.\n", "utf-8")
    (tmp_path / "c.jsonl").write_text(line, "utf-8")
    reports = list(read_reports([tmp_path / name for name in ("a.txt", "b.txt", "c.jsonl")]))
    assert all(isinstance(report, Report) for report in reports)
    assert {report.published for report in reports if isinstance(report, Report)} == {date(2023, 2, 3)}


def test_the_page_of_questions_shows_one_that_can_be_read_and_names_every_key(tmp_path: Path) -> None:
    page = read("docs/questions.md")
    whole, categories = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (tmp_path / "q.toml").write_text(whole, "utf-8")
    (asked,) = load_questions(tmp_path / "q.toml")
    assert dict(asked.categories)["takes note"] == "neutral"
    own = re.sub("^categories.*", categories.strip(), whole, flags=re.MULTILINE)
    (tmp_path / "q.toml").write_text(own, "utf-8")
    assert len(load_questions(tmp_path / "q.toml")[0].categories) == 3
    assert keys_of("# Writing a question", "docs/questions.md") == list(KEYS)
    assert [column for column in CHECK_COLUMNS if f"`{column}`" not in page] == []
    assert f"within {DAYS_OUTSIDE} days" in page


def test_the_readme_opens_with_the_table_of_the_demo(generate: ModuleType) -> None:
    begin, end = generate.MARKS
    opening = read("README.md").partition(begin)[2].partition(end)[0]
    for part in ("$ onrecord positions", "Actor", "Side", "Since", "Rule: ", "Coverage: "):
        assert part in opening, "run `make demo docs`"


def test_the_accuracy_that_the_readme_names_is_what_the_gates_hold() -> None:
    readme = read("README.md")
    dates = tomllib.loads(read("tests/floors_dates.toml"))
    statements = tomllib.loads(read("tests/floors.toml"))
    spans = [
        (name, *(statements[key][row] for row in ("source", "cue", "content", "relation_half")))
        for name, key in (("PolNeAR dev", "polnear-dev"), ("30 agency reports", "agency-held-out"))
    ]
    rows = [
        *(
            f"source, cue, content | {name} | {source}, {cue}, {content} |"
            for name, source, cue, content, _ in spans
        ),
        *(f"right links | {name} | {links} |" for name, *_, links in spans),
        *(
            f"| {name} | {dates[key]['strict']}, {dates[key]['relaxed']}, {dates[key]['value']} |"
            for name, key in (("TimeBank", "timebank"), ("AQUAINT", "aquaint"))
        ),
    ]
    assert [row for row in rows if row not in readme] == []


def test_links_within_the_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *DOCS.glob("*.md")]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8"))
        if not target.startswith("http") and not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_target_of_make_that_the_readme_names_is_there() -> None:
    makefile = read("Makefile")
    named = set(re.findall(r"(?:`|^)make (\w+)", read("README.md"), re.MULTILINE))
    assert {"demo", "test"} <= named
    assert [name for name in named if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []
