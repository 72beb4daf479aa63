"""Which actor a user means by a code or a name."""

from __future__ import annotations

from difflib import get_close_matches

from onrecord.model import OnrecordError
from onrecord.world import World

NEAR = 5  # names offered for one that is not known


class UnknownActorError(OnrecordError):
    """An actor that is not in the table of the world, or a name that several have."""

    def __init__(self, said: str, meant: list[str], several: bool) -> None:
        if several:
            super().__init__(f"{said!r} names several actors (give the code: {', '.join(meant)})")
        else:
            near = (
                f"near it are {', '.join(meant)}"
                if meant
                else "give an ISO 3166 alpha-3 code or a name in English"
            )
            super().__init__(f"no actor {said!r} is known ({near})")


def actor_code(said: str) -> str:
    """Give the code of the actor that a code or an English name means, case and outer blanks apart.

    Where several have had a name, it means the one that is called so first of all: "Serbia" is Serbia, and
    not Serbia and Montenegro.

    Raises `UnknownActorError` where no actor has it, and where several do.
    """
    world = World.load()
    wanted = said.strip().casefold()
    for code in world.actors:
        if code.casefold() == wanted:
            return code
    called = [code for code, actor in world.actors.items() if actor.name.casefold() == wanted]
    if len(called) == 1:
        return called[0]
    named: dict[str, set[str]] = {}
    for code, actor in world.actors.items():
        for name in actor.names:
            named.setdefault(name.casefold(), set()).add(code)
    codes = sorted(named.get(wanted, set()))
    if len(codes) == 1:
        return codes[0]
    if codes:
        raise UnknownActorError(said, [f"{code} {world.actors[code].name}" for code in codes], several=True)
    near = get_close_matches(wanted, named, n=NEAR)
    meant = {f"{code} {world.actors[code].name}": None for name in near for code in sorted(named[name])}
    raise UnknownActorError(said, list(meant), several=False)
