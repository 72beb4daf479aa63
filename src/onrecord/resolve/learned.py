"""The learned speaker reader: a network that points at the words which tell for whom a voice speaks.

A MiniLM encoder, fine-tuned on labelled speakers of agency reports (training/speakers/README.md). It runs on
onnxruntime, one unpadded case a call: what else is read must not change a reading.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.model import Span
from onrecord.resolve.cases import Case, Laid, lay_out
from onrecord.shipped import open_model

_FOLDER = Path(__file__).parent / "models" / "speakers"
_OUTPUTS = ("points", "rest", "several", "sectors")


@dataclass(frozen=True, slots=True)
class Pointed:
    """An actor that a voice may speak for: how likely (0-1), and the clue that tells it best."""

    actor: str
    odds: float
    clue: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """What the learned reader makes of a case.

    `pointed` are the actors that the clues name, the likeliest first; what their odds lack of 1 is that the
    voice speaks for nobody, or for an actor that no clue names. `several` is how likely (0-1) it is that the
    voice is that of several actors at once; `sector` what the speaker most likely is.
    """

    pointed: tuple[Pointed, ...]
    several: float
    sector: str


class SpeakerModel(Protocol):
    """A learned speaker reader. `digest` names what the readings were made with."""

    @property
    def digest(self) -> str:
        """What tells one reader from another."""
        ...

    def read(self, case: Case) -> Reading:
        """Say for whom the voice of the case may speak."""
        ...


class LearnedSpeakers:
    """Reads cases with the model of a folder. Safe to share between threads."""

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        tokenizer: Tokenizer,
        sectors: tuple[str, ...],
        temperature: float,
        digest: str,
    ) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._sectors = sectors
        self._temperature = temperature
        self._digest = digest

    @property
    def digest(self) -> str:
        """The SHA-256 of the model's files."""
        return self._digest

    @classmethod
    def load(cls, folder: Path | None = None) -> LearnedSpeakers:
        """Load the model from `folder` (default: the one in the package).

        Raises `ModelMissingError` where a file of the model is not there.
        """
        opened = open_model(folder or _FOLDER, "speaker model")
        labels = json.loads(opened.labels.read_text("utf8"))
        return cls(
            opened.session, opened.tokenizer, tuple(labels["sectors"]), labels["temperature"], opened.digest
        )

    def read(self, case: Case) -> Reading:
        """Say for whom the voice of the case may speak."""
        laid = lay_out(case, self._tokenizer)
        given = {name: part[None] for name, part in zip(("ids", "roles", "kinds"), laid[:3], strict=True)}
        points, rest, several, sectors = (found[0] for found in self._session.run(_OUTPUTS, given))
        return Reading(
            self._pointed(case, laid, points, rest),
            float(1 / (1 + np.exp(-float(several[0])))),
            self._sectors[int(sectors.argmax())],
        )

    def _pointed(
        self, case: Case, laid: Laid, points: NDArray[np.float32], rest: NDArray[np.float32]
    ) -> tuple[Pointed, ...]:
        """Add up the odds of each actor's clues."""
        pieces = np.flatnonzero(laid.clues >= 0)
        logits = np.concatenate([points[pieces], rest]).astype(np.float64) / self._temperature
        odds = np.exp(logits - logits.max())
        odds /= odds.sum()
        actors: dict[str, list[tuple[float, Span]]] = {}
        for place, share in zip(laid.clues[pieces], odds, strict=False):
            clue = case.clues[int(place)]
            actors.setdefault(clue.actor, []).append((float(share), clue.span))
        summed = [
            Pointed(actor, sum(share for share, _ in found), max(found)[1]) for actor, found in actors.items()
        ]
        return tuple(sorted(summed, key=lambda pointed: -pointed.odds))
