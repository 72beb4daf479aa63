"""The statement tagger in PyTorch: MiniLM (6 layers, 384 wide), surface embeddings, tags, pointers.

The tags of a paragraph's words are a linear-chain CRF (Lafferty et al., ICML 2001) whose transitions depend
on the word: what may follow a tag is told by the text at that place, not by counts alone.
"""

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn

from training.encoder import WIDTH, Encoder

POINTER_WIDTH = 128
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NAMES = ("PERSON", "ORGANIZATION", "LOCATION", "MISC")
NEVER = -1e4
NEW = ("case", "begins", "quoted", "tags", "transitions", "first", "between", "pointer", "names")
QUOTED = 4  # outside, inside, opening mark, closing mark


class Read(NamedTuple):
    """What the network says of a window: tag logits `[b, n, 7]`, transitions `[b, n, 7, 7]` (from, to; what
    each word adds to `StatementNetwork.between`), pointers `[b, n, 128]` and, in training, name logits `[b,
    n, 9]`.
    """

    tags: Tensor
    transitions: Tensor
    pointer_from: Tensor
    pointer_to: Tensor
    names: Tensor


class StatementNetwork(Encoder):
    """Maps a window of pieces to a `Read`."""

    def __init__(self, dropout: float = 0.1, seed: int = 0) -> None:
        super().__init__(dropout, seed)
        self.case, self.begins, self.quoted = (
            nn.Embedding(4, WIDTH),
            nn.Embedding(2, WIDTH),
            nn.Embedding(QUOTED, WIDTH),
        )
        self.tags = nn.Linear(WIDTH, len(TAGS))
        self.transitions = nn.Linear(WIDTH, len(TAGS) ** 2)
        self.first = nn.Parameter(torch.zeros(len(TAGS)))
        self.between = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.pointer_from, self.pointer_to = nn.Linear(WIDTH, POINTER_WIDTH), nn.Linear(WIDTH, POINTER_WIDTH)
        self.names = nn.Linear(WIDTH, 1 + 2 * len(NAMES))
        for surface in (self.case, self.begins, self.quoted):
            nn.init.normal_(surface.weight, std=0.01)
        nn.init.zeros_(self.transitions.weight)
        nn.init.zeros_(self.transitions.bias)

    def forward(
        self, ids: Tensor, case: Tensor, begins: Tensor, quoted: Tensor, mask: Tensor | None = None
    ) -> Read:
        """Take int64 `[b, n]` each; `mask` (bool `[b, n]`, true on pieces) only where a batch is padded."""
        surface = self.case(case) + self.begins(begins) + self.quoted(quoted) + self.segment.weight[0]
        x = self.encode(ids, surface, mask)
        with torch.autocast("cpu", enabled=False):  # the heads decide by small differences
            x = self.dropout(x.float())
            pointer = self.pointer_from(x) / math.sqrt(POINTER_WIDTH)
            return Read(self.tags(x), self.transitions(x), pointer, self.pointer_to(x), self.names(x))


def possible() -> Tensor:
    """Return bool `[7, 7]`: which tag may follow which; the row of `O` also tells how a paragraph may
    begin.
    """
    rows = [[not b.startswith("I-") or a[2:] == b[2:] for b in TAGS] for a in TAGS]
    return torch.tensor(rows)


def chain_loss(read: Read, network: StatementNetwork, words: Tensor, begins: Tensor, tags: Tensor) -> Tensor:
    """Return the mean negative log-likelihood of a word's tag in its chain.

    `words` int64 `[b, w]` are places of words' first pieces (-1: none), `begins` int64 `[b, n]` 1 where a
    paragraph begins, `tags` int64 `[b, n]`. The partition function is a product of 7 x 7 matrices in
    logarithms, taken pairwise, so that its depth is the logarithm of the number of words.
    """
    real, at = words >= 0, words.clamp(min=0)
    size = len(TAGS)
    take = lambda part: part.float().gather(1, at[..., None].expand(-1, -1, part.shape[-1]))  # noqa: E731
    emitted, shift = take(read.tags), take(read.transitions).unflatten(-1, (size, size))
    gold, fresh = tags.gather(1, at).clamp(min=0), begins.gather(1, at) > 0
    allowed = torch.where(possible(), 0.0, NEVER)
    step = network.between + allowed + shift
    opening = (network.first + allowed[0])[None, None, None, :].expand_as(step)
    step = torch.where(fresh[..., None, None], opening, step)
    # A window that begins amid a paragraph can begin with any tag.
    middle = torch.zeros_like(step[:, :1])
    step = torch.cat([torch.where(fresh[:, :1, None, None], step[:, :1], middle), step[:, 1:]], 1)
    step = step + emitted[:, :, None, :]
    before = torch.cat([torch.zeros_like(gold[:, :1]), gold[:, :-1]], 1)
    taken = step.flatten(2).gather(2, (before * size + gold)[..., None])[..., 0]
    still = torch.where(torch.eye(size, dtype=torch.bool), 0.0, NEVER)
    step = torch.where(real[..., None, None], step, still)
    return (_product(step)[:, 0].logsumexp(-1).sum() - taken[real].sum()) / real.sum()


def _product(step: Tensor) -> Tensor:
    """Multiply `[b, w, k, k]` along w, in logarithms, to `[b, k, k]`."""
    while step.shape[1] > 1:
        odd = step[:, -1:] if step.shape[1] % 2 else None
        left, right = step[:, : step.shape[1] // 2 * 2 : 2], step[:, 1::2]
        paired = (left[..., :, :, None] + right[..., None, :, :]).logsumexp(-2)
        step = paired if odd is None else torch.cat([paired, odd], 1)
    return step[:, 0]
