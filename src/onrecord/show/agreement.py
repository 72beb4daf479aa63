"""How far several coders agree: Krippendorff's alpha for nominal data.

Krippendorff, K. (2011), "Computing Krippendorff's alpha-reliability": alpha = 1 - observed / expected
disagreement, over all pairs of codes within the items that two or more coders have coded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence


def alpha(items: Sequence[Mapping[str, Hashable]]) -> float | None:
    """Return alpha of items that give each coder's code; None where it is not defined.

    1 is full agreement, 0 what chance would give, below it is systematic disagreement. Not defined where no
    item was coded twice, or where all the codes are one.
    """
    coded = [list(item.values()) for item in items if len(item) > 1]
    number = sum(len(codes) for codes in coded)
    if not number:
        return None
    totals = Counter(code for codes in coded for code in codes)
    observed = 0.0
    for codes in coded:
        counts = Counter(codes)
        pairs = len(codes) * (len(codes) - 1)
        observed += (pairs - sum(n * (n - 1) for n in counts.values())) / (len(codes) - 1)
    expected = number * (number - 1) - sum(n * (n - 1) for n in totals.values())
    if not expected:
        return None
    return 1.0 - (number - 1) * observed / expected
