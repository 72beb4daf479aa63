"""The learned judge in PyTorch: MiniLM as a cross-encoder over a question and a sentence of a report."""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from onrecord.judge.cases import ROLES
from training.encoder import WIDTH, Encoder

SIDES = ("none", "for", "against", "neutral")
MODALITIES = ("asserted", "intended", "conditional", "former")
ACTS = tuple("recognise refuse support condemn urge threaten pledge deny decline neutral state".split())
NEW = (
    "role",
    "way",
    "sides",
    "modalities",
    "explicit",
    "acts",
)  # beside the encoder, by the beginnings of names


class Judged(NamedTuple):
    """Logits: `sides` `[b, 4]`, `modalities` `[b, 4]`, `explicit` `[b, 2]` (implied, explicit), `acts` `[b,
    11]`.
    """

    sides: Tensor
    modalities: Tensor
    explicit: Tensor
    acts: Tensor


class JudgeNetwork(Encoder):
    """Maps a case laid out as pieces (`onrecord.judge.cases`) to a `Judged`.

    Which way the proposition is put and which way the sentence speaks of the matter are told apart, and
    multiplied: left to itself a small encoder does not learn that two negations make a yes. The question's
    pieces do not see the report's, so that the way of the proposition is the same whatever is judged.
    """

    def __init__(self, dropout: float = 0.1, seed: int = 0) -> None:
        super().__init__(dropout, seed)
        self.role = nn.Embedding(ROLES, WIDTH)
        nn.init.normal_(self.role.weight, std=0.01)
        self.way = nn.Linear(WIDTH, 1)
        self.sides = nn.Linear(2 * WIDTH, 4)  # none, a side, neutral; which way the sentence speaks
        self.modalities = nn.Linear(2 * WIDTH, len(MODALITIES))
        self.explicit = nn.Linear(2 * WIDTH, 2)
        self.acts = nn.Linear(2 * WIDTH, len(ACTS))

    def forward(self, ids: Tensor, segments: Tensor, roles: Tensor, mask: Tensor | None = None) -> Judged:
        """Take int64 `[b, n]` each; `mask` (bool `[b, n]`, true on pieces) only where a batch is padded."""
        report = segments > 0
        seen = report[:, :, None] | ~report[:, None, :]
        question = ~report
        if mask is not None:
            seen, report, question = seen & mask[:, None, :], report & mask, question & mask
        x = self.encode(ids, self.segment(segments) + self.role(roles), seen)
        with torch.autocast("cpu", enabled=False):
            x = x.float()
            way = torch.tanh(self.way(self.dropout(_mean(x, question))))[:, 0]
            both = self.dropout(torch.cat([_mean(x, question), _mean(x, report)], -1))
            none, taken, neutral, speaks = self.sides(both).unbind(-1)
            turn = way * speaks
            sides = torch.stack([none, taken + turn, taken - turn, neutral], -1)
            return Judged(sides, self.modalities(both), self.explicit(both), self.acts(both))


def _mean(x: Tensor, where: Tensor) -> Tensor:
    weight = where[..., None].float()
    return (x * weight).sum(1) / weight.sum(1)
