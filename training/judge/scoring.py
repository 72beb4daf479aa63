"""The figure that judges are compared by."""

from collections.abc import Sequence


def macro_f1(rows: Sequence[tuple[str, str]]) -> float:
    """Return the mean F1, in percent, over the sides that the gold labels hold; rows are (gold, found)."""
    scores = []
    for side in sorted({gold for gold, _ in rows}):
        both = sum(gold == found == side for gold, found in rows)
        scores.append(2 * both / (sum(g == side for g, _ in rows) + sum(f == side for _, f in rows)))
    return 100 * sum(scores) / len(scores) if scores else 0.0
