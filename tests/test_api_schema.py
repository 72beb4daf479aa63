"""The API keeps to its own description, whatever it is asked: no fault, no answer it does not name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from web_record import HOST, Spy, bearing, fill_record, settings_of

from onrecord.show.web import api, create_app, writing

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 15  # of each kind for each route: the whole of it in well under a minute
ROUTES = [
    (method, route.path)
    for router in (api.router, writing.router)
    for route in router.routes
    for method in sorted(route.methods or ())
]
KNOWN = {
    "/api/v1/actors/{actor}": {"actor": "Norway"},
    "/api/v1/reports/{ref}": {"ref": "R1"},
    "/api/v1/reports/{ref}/withdraw": {"ref": "R4"},
    "/api/v1/reports/{ref}/withdraw/undo": {"ref": "R5"},
    "/api/v1/statements/{ref}": {"ref": "S1"},
    **{path: {"question": "trawling-ban"} for _, path in ROUTES if "{question}" in path},
}


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path = fill_record(tmp_path_factory.mktemp("schema") / "onrecord.db")
    app = create_app(settings_of(path), Spy(path).verbs())
    yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers={"Host": HOST})
    app.state.watch.close()
    app.state.site.record.close()


def test_every_route_is_described(described: Any) -> None:
    told = {(one.ok().method.upper(), one.ok().path) for one in described.get_all_operations()}
    assert told == set(ROUTES)


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_it_keeps_to_its_description(
    described: Any, method: str, path: str, mode: schemathesis.GenerationMode
) -> None:
    asked = described[path][method]

    @given(case=asked.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def holds(case: Any) -> None:
        case.headers = {**dict(case.headers or {}), "Host": HOST, **bearing()}
        if mode is schemathesis.GenerationMode.POSITIVE:
            case.path_parameters = KNOWN.get(path, case.path_parameters)  # made up, it names nothing
        case.call_and_validate(base_url=f"http://{HOST}", checks=CHECKS)

    with suppress(Unsatisfiable):  # an address that takes nothing can be asked nothing wrong
        holds()
