"""Export a trained checkpoint: `python -m training.statements.export DIR/model.pt --out DIR`.

Writes `DIR/fp32` and `DIR/int8`, each a folder that `Tagger.load` reads: `model.onnx`, `tokenizer.json`,
`labels.json`. The package ships the int8 folder. With `--ship` it is copied into the package at once.
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor, nn

from training.exporting import Shape, export
from training.statements.network import TAGS, StatementNetwork, possible

SHIPPED = Path(__file__).parents[2] / "src" / "onrecord" / "extract" / "models" / "statements"
SHAPE = Shape(
    inputs=("ids", "case", "begins", "quoted"),
    outputs=("tags", "transitions", "from", "to"),
    by_piece=("tags", "transitions", "from", "to"),
    heads=("/tags/", "/transitions/", "/pointer_from/", "/pointer_to/"),
)


class Shipped(nn.Module):
    """The network without the names, which only help it to learn."""

    def __init__(self, network: StatementNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, case: Tensor, begins: Tensor, quoted: Tensor) -> tuple[Tensor, ...]:
        return self.network(ids, case, begins, quoted)[:4]


def labels_of(network: StatementNetwork) -> dict[str, object]:
    """Return the tags and what the network learned of their order, which no text changes."""
    allowed = torch.where(possible(), 0.0, -1e9)
    first = (network.first.detach() + allowed[0]).tolist()
    between = (network.between.detach() + allowed).tolist()
    rounded = [[round(value, 4) for value in row] for row in (first, *between)]
    return {"tags": TAGS, "first": rounded[0], "between": rounded[1:]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint", type=Path, help="model.pt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--ship", action="store_true", help="copy the int8 folder into the package")
    arguments = parser.parse_args()
    network = StatementNetwork()
    network.load_state_dict(torch.load(arguments.checkpoint, map_location="cpu"))
    network.eval()
    shipped = SHIPPED if arguments.ship else None
    export(Shipped(network), SHAPE, labels_of(network), arguments.out, shipped)


if __name__ == "__main__":
    main()
