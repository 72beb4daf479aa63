"""Fine-tune MiniLM on PolNeAR train, then on it and labelled agency reports together.

    python -m training.statements.train --data DIR --epochs 10 --until 6 --out DIR/first
    python -m training.statements.train --data DIR --agency REPORTS.jsonl.gz --start DIR/first/epoch-6.pt \\
        --epochs 6 --averaged 4 --rate 1.1e-4 --seed 20261122 --out DIR/second

Writes `epoch-N.pt` after every epoch and `model.pt`, the mean of the last few, of which `export.py` makes
what the package ships. Nothing here opens PolNeAR's dev reports or learns from a held-out agency report.
"""

import argparse
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from training.encoder import (
    encoder_folder,
    load_encoder,
    load_tokenizer,
    mean_of_epochs,
    optimiser_of,
    share_of_rate,
)
from training.statements.corpus import (
    Batch,
    Labelled,
    Window,
    collate,
    label,
    mark_swaps,
    read_agency,
    read_corpus,
    windows,
)
from training.statements.network import NEW, StatementNetwork, chain_loss

BATCH, POOL = 8, 64
AGENCY_LABELS = Path(__file__).with_name("agency.jsonl")
HELD_OUT = Path(__file__).parents[2] / "tests" / "heldout.txt"
WEIGHTS = (1.0, 0.3, 0.1)  # of the losses of tags, pointers and names


def batches(reports: list[Labelled], tokenizer: Tokenizer, chance: random.Random) -> list[list[Window]]:
    """Return an epoch's batches in random order, each of windows of nearly one length."""
    swaps = mark_swaps(tokenizer)
    cut = [window for report in reports for window in windows(report, chance, swaps)]
    chance.shuffle(cut)
    made: list[list[Window]] = []
    for start in range(0, len(cut), POOL):
        pool = sorted(cut[start : start + POOL], key=lambda window: window.inputs.shape[1])
        made += [pool[at : at + BATCH] for at in range(0, len(pool), BATCH)]
    chance.shuffle(made)
    return made


def losses(network: StatementNetwork, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Return the losses of the tags (chain), the pointers (cross-entropy over the window's pieces) and the
    names.
    """
    with torch.autocast("cpu", dtype=torch.bfloat16):
        read = network(*batch.inputs, batch.mask)
    scores = read.pointer_from @ read.pointer_to.transpose(1, 2)
    tag_loss = chain_loss(read, network, batch.words, batch.inputs[2], batch.tags)
    chosen = batch.links.sum(-1) > 0
    if batch.mask is not None:
        scores = scores.masked_fill(~batch.mask[:, None, :], -1e4)
    link_loss = -(batch.links[chosen] * functional.log_softmax(scores[chosen], -1)).sum(-1).mean()
    named = read.names.float().flatten(0, 1)
    name_loss = functional.cross_entropy(named, batch.names.flatten(), ignore_index=-100)
    return tag_loss, torch.nan_to_num(link_loss), torch.nan_to_num(name_loss)


def train(
    reports: list[Labelled], tokenizer: Tokenizer, weights: Path, arguments: argparse.Namespace
) -> None:
    chance = random.Random(arguments.seed)
    torch.manual_seed(arguments.seed)
    network = StatementNetwork(seed=arguments.seed)
    if arguments.start:
        network.load_state_dict(torch.load(arguments.start))
    else:
        load_encoder(network, weights, NEW)
    network.train()
    optimiser = optimiser_of(network)
    total = arguments.epochs * len(batches(reports, tokenizer, random.Random(arguments.seed)))
    step, began, mean = 0, time.monotonic(), [0.0, 0.0, 0.0]
    for epoch in range(1, arguments.epochs + 1):
        for batch in batches(reports, tokenizer, chance):
            step += 1
            rate = arguments.rate * share_of_rate(step, total)
            for group in optimiser.param_groups:
                group["lr"] = rate
            parts = losses(network, collate(batch))
            sum(weight * part for weight, part in zip(WEIGHTS, parts, strict=True)).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            mean = [0.98 * old + 0.02 * part.item() for old, part in zip(mean, parts, strict=True)]
            if step % 20 == 0:
                told = " ".join(f"{value / (1 - 0.98**step):.4f}" for value in mean)
                pace = (time.monotonic() - began) / step
                print(f"epoch {epoch} step {step}/{total} tags links names {told} {pace:.2f} s", flush=True)
            if arguments.steps and step >= arguments.steps:
                return
        torch.save(network.state_dict(), arguments.out / f"epoch-{epoch}.pt")
        if epoch == arguments.until:
            return
    torch.save(
        mean_of_epochs(arguments.out, arguments.epochs, arguments.averaged), arguments.out / "model.pt"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds PolNeAR's train.jsonl.gz")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="model.pt to go on from, instead of the bare encoder")
    parser.add_argument("--agency", type=Path, help="the agency reports whose labels agency.jsonl holds")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--seed", type=int, default=20240229)
    parser.add_argument("--averaged", type=int, default=3, help="epochs at the end that model.pt averages")
    parser.add_argument("--until", type=int, help="stop after so many epochs, the rate still high")
    parser.add_argument("--steps", type=int, default=0, help="stop after so many steps (to time them)")
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    arguments.out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer()
    read = list(read_corpus(arguments.data / "train.jsonl.gz"))
    if arguments.agency:
        # Twice an epoch: there are five times as many from PolNeAR, and agencies are what is read most.
        read += 2 * list(read_agency(arguments.agency, AGENCY_LABELS, HELD_OUT))
    reports = [label(report, tokenizer) for report in read]
    print(f"{len(reports)} reports, {sum(len(r.pieces) for r in reports)} pieces", flush=True)
    train(reports, tokenizer, encoder_folder() / "model.safetensors", arguments)


if __name__ == "__main__":
    main()
