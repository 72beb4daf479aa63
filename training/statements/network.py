"""The statement tagger in PyTorch: MiniLM (6 layers, 384 wide), surface embeddings, tags, pointers."""

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
POINTER_WIDTH = 128
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")


class Layer(nn.Module):
    """One post-norm transformer layer of BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_attention, self.norm_inner = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        query, key, value = (
            part(x).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        if self.training:
            heard = functional.scaled_dot_product_attention(
                query, key, value, None if bias is None else bias.to(query.dtype)
            )
        else:  # spelled out, so that the exported graph holds plain products that onnxruntime fuses
            weight = query @ key.transpose(2, 3) / math.sqrt(WIDTH // HEADS)
            heard = torch.softmax(weight if bias is None else weight + bias, dim=-1) @ value
        heard = heard.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm_attention(x + self.dropout(self.out(heard)))
        return self.norm_inner(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class StatementNetwork(nn.Module):
    """Maps a window of pieces to tag logits `[b, n, 7]` and pointer `from`/`to` vectors `[b, n, 128]`."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.segment = nn.Embedding(2, WIDTH)
        self.case, self.begins, self.quoted = (
            nn.Embedding(4, WIDTH),
            nn.Embedding(2, WIDTH),
            nn.Embedding(2, WIDTH),
        )
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(WIDTH, len(TAGS))
        self.pointer_from, self.pointer_to = nn.Linear(WIDTH, POINTER_WIDTH), nn.Linear(WIDTH, POINTER_WIDTH)
        for surface in (self.case, self.begins, self.quoted):
            nn.init.normal_(surface.weight, std=0.01)

    def forward(
        self, ids: Tensor, case: Tensor, begins: Tensor, quoted: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Take int64 `[b, n]` each; `mask` (bool `[b, n]`, true on pieces) only where a batch is padded."""
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.position(place) + self.segment.weight[0]
        x = self.dropout(self.norm(x + self.case(case) + self.begins(begins) + self.quoted(quoted)))
        bias = None if mask is None else torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        x = self.dropout(x)
        return self.tags(x), self.pointer_from(x) / math.sqrt(POINTER_WIDTH), self.pointer_to(x)


def load_encoder(network: StatementNetwork, weights: Path) -> None:
    """Fill everything but the new parts from all-MiniLM-L6-v2's `model.safetensors`."""
    theirs = load_file(weights)
    ours = {
        "word.weight": "embeddings.word_embeddings.weight",
        "position.weight": "embeddings.position_embeddings.weight",
        "segment.weight": "embeddings.token_type_embeddings.weight",
        "norm": "embeddings.LayerNorm",
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "norm_attention": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm_inner": "output.LayerNorm",
    }
    for number in range(LAYERS):
        ours |= {f"layers.{number}.{a}": f"encoder.layer.{number}.{b}" for a, b in parts.items()}
    state = {}
    for mine, name in ours.items():
        ends = ("",) if mine.endswith(".weight") else (".weight", ".bias")
        state |= {mine + end: theirs[name + end] for end in ends}
    missing, unexpected = network.load_state_dict(state, strict=False)
    new = ("case", "begins", "quoted", "tags", "pointer")
    if unexpected or any(not name.startswith(new) for name in missing):
        raise ValueError(f"{weights} does not hold the encoder: missing {missing}, unexpected {unexpected}")
