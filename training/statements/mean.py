"""Average the weights of several models trained from one start: `mean.py --out model.pt A.pt B.pt ...`

Models that went on from the same weights lie in one basin, and their mean is better than each (Wortsman et
al., Model soups, ICML 2022); it costs nothing when it is run.
"""

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    states = [torch.load(path) for path in arguments.models]
    torch.save(
        {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}, arguments.out
    )


if __name__ == "__main__":
    main()
