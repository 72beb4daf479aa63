"""Given names that nearly always are a woman's, or a man's: the common ones."""

from __future__ import annotations

from typing import Literal

_FEMALE = frozenset(
    "agnes aisha alice alicia amina amy ana andreea angela anita ann anna anne annette asma barbara beatriz"
    " benazir brigitte carla carmen caroline catherine cecilia christina christine claudia"
    " condoleezza cristina"
    " dalia deborah diana dora edith elena elizabeth ellen emma erna esther eva fatima federica florence"
    " frances gabriela gloria grace hanna hannah helen helena helga hillary ines ingrid irene irina"
    " isabel jane"
    " janet jennifer jessica joan josefina joyce judith julia julie kaja karen karin kate katherine khaleda"
    " laura leila lena linda lisa louise lucia luisa magdalena maja margaret margot maria marie marina marta"
    " martha mary maya megawati mercedes mette michelle monica nancy naomi natalia nina nora olga pamela"
    " patricia paula rachel rebecca rosa roza ruth sandra sanna sara sarah segolene sofia sonia sophie"
    " stella susan susana sylvia tanja tansu tatiana teresa theresa tzipi ursula valentina vera veronica"
    " victoria virginia yulia zoe".split()
)
_MALE = frozenset(
    "abdel abdul abdullah adam adolf ahmad ahmed alain alan albert aleksandr alejandro alex"
    " alexander alfred ali"
    " alvaro amr anders andres andrew andrzej angus anthony antonio ariel arnold arthur bashar"
    " benjamin bernard"
    " bertie bill bob boris boutros brian bruce bruno carl carlos charles chris christian christopher daniel"
    " dave david dennis dick dietrich dmitri dmitry dominique donald douglas eduardo edward ehud"
    " emmanuel eric"
    " ernesto evo felipe ferenc fernando fidel francis franco francois frank frederic fredrik geir george"
    " gerhard gordon graham gunter guy hamid hans hassan helmut henri henrik henry herman hosni hugo husni"
    " hussein ian ibrahim igor ismail ivan jack jacob jacques jaime jakob jalal james jan javier jean jens"
    " jeremy jim jimmy joe johan johannes john jonas jonathan jorge jose josef joseph joschka juan"
    " julian karl"
    " kenneth kevin kofi konstantin lars laurent lech leon leonid louis luis lukas luiz magnus mahmoud manuel"
    " marco mario mark markus martin matthew michael michel miguel mikhail milos mohamed mohammad mohammed"
    " morgan muhammad mustafa nelson nicolas nicholas nikolai nuri olaf oleg olivier omar oscar otto pablo"
    " patrick paul pavel pedro per peter petr philip philippe pierre rafael ralph raul recep ricardo richard"
    " robert roberto robin rodrigo roger roland ronald rudolf saddam saeb salvador sam samuel sebastian"
    " serge sergei sergey shimon silvio simon stefan stephen steve steven sven terry thabo thomas tim"
    " tom tommy tony vaclav viktor vincent vladimir volodymyr walter werner wilhelm william wolfgang xavier"
    " yasser yitzhak yves zine".split()
)


def gender_of_given_name(name: str) -> Literal["f", "m"] | None:
    """Return "f" or "m" for one word in lower case, None for what is no given name of the lists."""
    return "f" if name in _FEMALE else "m" if name in _MALE else None
