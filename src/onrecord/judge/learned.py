"""The learned judge: a cross-encoder that weighs one sentence of a report against one proposition.

A MiniLM encoder, fine-tuned on pairs of questions and sentences (training/judge/README.md). It runs on
onnxruntime, one unpadded case a call, for the same reason as the statement tagger: what else is judged must
not change a verdict.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.judge.cases import Case, lay_out
from onrecord.model import Act, Modality, Side
from onrecord.shipped import open_model

_FOLDER = Path(__file__).parent / "models" / "judge"
_OUTPUTS = ("sides", "modalities", "explicit", "acts")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the learned judge makes of a case.

    `odds` are calibrated probabilities of "for", "against" and "neutral", in 0-1; what they lack of 1 is that
    of no side at all. `modality`, `explicit` and `act` are the likeliest, given that a side is taken.
    """

    odds: dict[Side, float]
    modality: Modality
    explicit: bool
    act: Act

    @property
    def side(self) -> Side:
        """The likeliest of the three sides."""
        return max(self.odds, key=lambda side: self.odds[side])


class JudgeModel(Protocol):
    """A learned judge. `digest` names what the verdicts were made with."""

    @property
    def digest(self) -> str:
        """What tells one judge from another."""
        ...

    def verdicts(self, cases: Sequence[Case]) -> list[Verdict]:
        """Weigh each case by itself; in the order of `cases`."""
        ...


class LearnedJudge:
    """Weighs cases with the model of a folder. Safe to share between threads."""

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        tokenizer: Tokenizer,
        labels: dict[str, Any],
        threads: int,
        digest: str,
    ) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._labels = labels
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="judge")
        self._digest = digest

    @property
    def digest(self) -> str:
        """The SHA-256 of the model's files."""
        return self._digest

    @classmethod
    def load(cls, folder: Path | None = None, threads: int | None = None) -> LearnedJudge:
        """Load the model from `folder` (default: the one in the package); `threads` cases are weighed side by
        side (default: one a core).

        Raises `ModelMissingError` where a file of the model is not there.
        """
        opened = open_model(folder or _FOLDER, "learned judge")
        labels = json.loads(opened.labels.read_text("utf8"))
        return cls(opened.session, opened.tokenizer, labels, threads or os.cpu_count() or 1, opened.digest)

    def verdicts(self, cases: Sequence[Case]) -> list[Verdict]:
        """Weigh each case by itself; in the order of `cases`."""
        return list(self._pool.map(self._weigh, cases))

    def _weigh(self, case: Case) -> Verdict:
        laid = lay_out(case, self._tokenizer)
        given = {name: part[None] for name, part in zip(("ids", "segments", "roles"), laid, strict=True)}
        sides, modalities, explicit, acts = (found[0] for found in self._session.run(_OUTPUTS, given))
        odds = dict(zip(self._labels["sides"], _softmax(sides / self._labels["temperature"]), strict=True))
        return Verdict(
            odds={
                side: float(odds[side]) for side in cast("tuple[Side, ...]", ("for", "against", "neutral"))
            },
            modality=self._labels["modalities"][int(modalities.argmax())],
            explicit=bool(explicit.argmax()),
            act=self._labels["acts"][int(acts.argmax())],
        )


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    powers = np.exp(logits.astype(np.float64) - float(logits.max()))
    return np.asarray(powers / powers.sum())
