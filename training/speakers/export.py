"""Export a checkpoint of the speaker reader as ONNX, quantise it, and copy it into the package.

python -m training.speakers.export CHECKPOINT --out DIR [--temperature T] [--ship]
"""

import argparse
from pathlib import Path

import torch

from training.exporting import Shape, export
from training.speakers.network import SECTORS, SpeakerNetwork

SHIPPED = Path(__file__).parents[2] / "src" / "onrecord" / "resolve" / "models" / "speakers"
SHAPE = Shape(
    inputs=("ids", "roles", "kinds"),
    outputs=("points", "rest", "several", "sectors"),
    by_piece=("points",),
    heads=("/point/", "/ask/", "/rest/", "/several/", "/sector/"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint", type=Path, help="model.pt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--temperature", type=float, default=1.0, help="what calibrates the odds")
    parser.add_argument("--ship", action="store_true", help="copy the int8 folder into the package")
    arguments = parser.parse_args()
    network = SpeakerNetwork()
    network.load_state_dict(torch.load(arguments.checkpoint, map_location="cpu"))
    network.eval()
    labels = {"sectors": SECTORS, "temperature": arguments.temperature}
    export(network, SHAPE, labels, arguments.out, SHIPPED if arguments.ship else None)


if __name__ == "__main__":
    main()
