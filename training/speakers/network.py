"""The speaker reader in PyTorch: MiniLM that points at the words which tell for whom a voice speaks."""

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn

from onrecord.resolve.cases import KINDS, ROLES, SOURCE
from training.encoder import WIDTH, Encoder

NOBODY, UNNAMED = range(2)  # speaks for no actor; for one that no clue names
SECTORS = (
    "government military legislature opposition court police intelligence party rebel company media "
    "education expert citizen civil_society religious regional international former unknown"
).split()
NEW = ("role", "kind", "point", "ask", "rest", "several", "sector")  # beside the encoder


class Pointed(NamedTuple):
    """Logits: of each piece `[b, n]` to be the clue, of `NOBODY` and `UNNAMED` `[b, 2]`, of several actors
    `[b, 1]`, of the sectors `[b, 20]`.
    """

    points: Tensor
    rest: Tensor
    several: Tensor
    sectors: Tensor


class SpeakerNetwork(Encoder):
    """Maps a case laid out as pieces (`onrecord.resolve.cases`) to a `Pointed`."""

    def __init__(self, dropout: float = 0.1, seed: int = 0) -> None:
        super().__init__(dropout, seed)
        self.role, self.kind = nn.Embedding(ROLES, WIDTH), nn.Embedding(KINDS, WIDTH)
        for added in (self.role, self.kind):
            nn.init.normal_(added.weight, std=0.01)
        self.point, self.ask = nn.Linear(WIDTH, WIDTH), nn.Linear(2 * WIDTH, WIDTH)
        self.rest = nn.Linear(2 * WIDTH, 2)
        self.several = nn.Linear(2 * WIDTH, 1)
        self.sector = nn.Linear(2 * WIDTH, len(SECTORS))

    def forward(self, ids: Tensor, roles: Tensor, kinds: Tensor, mask: Tensor | None = None) -> Pointed:
        """Take int64 `[b, n]` each; `mask` (bool `[b, n]`, true on pieces) only where a batch is padded."""
        added = self.role(roles) + self.kind(kinds) + self.segment.weight[0]
        x = self.encode(ids, added, mask)
        with torch.autocast("cpu", enabled=False):
            x = self.dropout(x.float())
            # the voice: its source's pieces, else those of cue and content
            source = (roles == SOURCE).float()
            said = (roles > 0).float()
            weight = torch.where(source.sum(1, keepdim=True) > 0, source, said) + 1e-6
            voice = (x * weight[..., None]).sum(1) / weight.sum(1, keepdim=True)
            asked = torch.cat([x[:, 0], voice], -1)
            points = (self.point(x) * self.ask(asked)[:, None]).sum(-1) / math.sqrt(WIDTH)
            return Pointed(points, self.rest(asked), self.several(asked), self.sector(asked))
