"""The house of DESIGN.md: who may import whom. Walks every import of the package, wherever it stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "onrecord"
STAGES = frozenset({"read", "extract", "resolve", "judge", "record", "show"})
GROUND = frozenset({"model", "world", "settings", "shipped"})  # what every stage may stand on

ALLOWED = {
    "model": frozenset[str](),
    "world": frozenset({"world", "model"}),
    "settings": frozenset({"model"}),
    "shipped": frozenset({"model"}),  # how the models of two stages are opened
    **{stage: GROUND | {stage} for stage in STAGES},
    "ahead": frozenset(),
    "outcomes": frozenset({"model", "world"}),
    "adding": frozenset({"model", "outcomes", "record"}),  # the bookkeeping of the pipeline's `add`
    "trying": frozenset({"model", "outcomes", "record", "judge"}),  # what a question would reach, kept or not
    "rereading": frozenset({"model", "outcomes", "record", "adding"}),  # what another reading changes
    "pipeline": STAGES - {"show"} | GROUND | {"outcomes", "ahead", "adding", "rereading", "trying"},
    "cli": frozenset({"cli", "pipeline", "outcomes", "show", "model", "settings"}),
}
DOOR = "onrecord.show.queries"  # the one door from show to the record


def imported(source: str, module: str, is_package: bool) -> Iterator[tuple[int, str]]:
    """Every dotted name that a module imports, with its line: also inside functions, also relative ones."""
    base = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = base[: len(base) - node.level + 1] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            names = (arg.value for arg in node.args if isinstance(arg, ast.Constant))
            yield from ((node.lineno, name) for name in names if isinstance(name, str))


def violations(source: str, module: str, is_package: bool = False) -> list[str]:
    """The imports of a module that the house does not allow, each in words."""
    room = module.split(".")[1] if "." in module else ""
    allowed = ALLOWED.get(room, frozenset())
    if module == DOOR or module.startswith(DOOR + "."):
        allowed |= {"record"}
    rooms = ALLOWED.keys()
    faults = []
    for line, name in imported(source, module, is_package):
        parts = name.split(".")
        if parts[0] == "onrecord" and len(parts) > 1 and parts[1] in rooms and parts[1] not in allowed:
            faults.append(f"{module}:{line} imports {name}")
    return faults


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def test_every_module_keeps_to_its_room() -> None:
    faults = [
        fault
        for module, path in modules()
        for fault in violations(path.read_text("utf-8"), module, path.name == "__init__.py")
    ]
    assert faults == []


def test_every_file_stands_in_a_room_of_the_house() -> None:
    unknown = {
        module for module, _ in modules() if module != "onrecord" and module.split(".")[1] not in ALLOWED
    }
    assert unknown - {"onrecord.__main__"} == set()


def test_every_stage_is_there() -> None:
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} >= STAGES | {"world"}


@pytest.mark.parametrize(
    ("module", "source", "fault"),
    [
        ("onrecord.judge.sides", "from onrecord.resolve import resolve", "onrecord.resolve.resolve"),
        ("onrecord.judge.sides", "import onrecord.extract.tagger as t", "onrecord.extract.tagger"),
        ("onrecord.judge.sides", "from onrecord import read", "onrecord.read"),
        ("onrecord.judge.sides", "from ..record import store", "onrecord.record.store"),
        ("onrecord.judge.sides", "def f():\n    from onrecord.pipeline import add", "onrecord.pipeline.add"),
        (
            "onrecord.judge.sides",
            "import importlib\nimportlib.import_module('onrecord.show')",
            "onrecord.show",
        ),
        ("onrecord.show.tables", "from onrecord.record import store", "onrecord.record.store"),
        ("onrecord.show.queries", "from onrecord.extract import extract", "onrecord.extract.extract"),
        ("onrecord.world.actors", "from onrecord.read import read_reports", "onrecord.read.read_reports"),
        ("onrecord.model", "from onrecord.world import World", "onrecord.world.World"),
        ("onrecord.cli", "from onrecord.record import Store", "onrecord.record.Store"),
        ("onrecord.cli.asking", "from onrecord.world import World", "onrecord.world.World"),
        ("onrecord.pipeline", "from onrecord.cli import main", "onrecord.cli.main"),
        ("onrecord.pipeline", "from onrecord.show.tables import positions", "onrecord.show.tables.positions"),
    ],
)
def test_a_wrong_import_is_found(module: str, source: str, fault: str) -> None:
    assert [v.split(" imports ")[1] for v in violations(source, module)] == [fault]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("onrecord.judge.sides", "from onrecord.model import Span\nfrom onrecord.world import World"),
        ("onrecord.judge.sides", "from .questions import load_questions\nimport numpy"),
        ("onrecord.show.queries", "from onrecord.record import open_record"),
        ("onrecord.pipeline", "from onrecord.judge import judge\nfrom onrecord.record import Record"),
        (
            "onrecord.cli",
            "from onrecord import __version__, pipeline\nfrom onrecord.show.tables import listing",
        ),
    ],
)
def test_a_right_import_is_left_alone(module: str, source: str) -> None:
    assert violations(source, module) == []


def test_a_relative_import_of_a_package_starts_in_the_package() -> None:
    assert violations("from .store import Store", "onrecord.record", is_package=True) == []
    assert violations("from ..judge import judge", "onrecord.record", is_package=True) == [
        "onrecord.record:1 imports onrecord.judge.judge"
    ]
