"""The learned judge in PyTorch: MiniLM as a cross-encoder over a question and a sentence of a report."""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from onrecord.judge.cases import ROLES
from training.encoder import WIDTH, Encoder

SIDES = ("none", "for", "against", "neutral")
MODALITIES = ("asserted", "intended", "conditional", "former")
ACTS = tuple("recognise refuse support condemn urge threaten pledge deny decline neutral state".split())
NEW = ("role", "sides", "modalities", "explicit", "acts")  # beside the encoder, by the beginnings of names


class Judged(NamedTuple):
    """Logits: `sides` `[b, 4]`, `modalities` `[b, 4]`, `explicit` `[b, 2]` (implied, explicit), `acts` `[b,
    11]`.
    """

    sides: Tensor
    modalities: Tensor
    explicit: Tensor
    acts: Tensor


class JudgeNetwork(Encoder):
    """Maps a case laid out as pieces (`onrecord.judge.cases`) to a `Judged`."""

    def __init__(self, dropout: float = 0.1, seed: int = 0) -> None:
        super().__init__(dropout, seed)
        self.role = nn.Embedding(ROLES, WIDTH)
        nn.init.normal_(self.role.weight, std=0.01)
        self.sides = nn.Linear(2 * WIDTH, len(SIDES))
        self.modalities = nn.Linear(2 * WIDTH, len(MODALITIES))
        self.explicit = nn.Linear(2 * WIDTH, 2)
        self.acts = nn.Linear(2 * WIDTH, len(ACTS))

    def forward(self, ids: Tensor, segments: Tensor, roles: Tensor, mask: Tensor | None = None) -> Judged:
        """Take int64 `[b, n]` each; `mask` (bool `[b, n]`, true on pieces) only where a batch is padded."""
        x = self.encode(ids, self.segment(segments) + self.role(roles), mask)
        with torch.autocast("cpu", enabled=False):
            x = x.float()
            if mask is None:
                mean = x.mean(1)
            else:
                real = mask[..., None].float()
                mean = (x * real).sum(1) / real.sum(1)
            x = self.dropout(torch.cat([x[:, 0], mean], -1))
            return Judged(self.sides(x), self.modalities(x), self.explicit(x), self.acts(x))
