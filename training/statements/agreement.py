"""How far two readings of the same agency reports agree.

    python training/statements/agreement.py REPORTS.jsonl.gz SCORER.py [--held-out]

REPORTS holds the texts, SCORER is the project's scorer of statements. The first reading (agency.jsonl and
tests/cases/agency_statements.jsonl) counts as gold, the second (agency_second.jsonl) as found; with
`--held-out` only the held-out reports of them.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from corpus import read_corpus

HERE = Path(__file__).parent
HELD_OUT = HERE.parents[1] / "tests" / "cases" / "agency_statements.jsonl"


def labels(*paths: Path) -> dict[str, list[dict[str, Any]]]:
    lines = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return {line["id"]: line["attributions"] for line in lines}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reports", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--held-out", action="store_true")
    arguments = parser.parse_args()
    firsts = [HELD_OUT] if arguments.held_out else [HELD_OUT, HERE / "agency.jsonl"]
    first, second = labels(*firsts), labels(HERE / "agency_second.jsonl")
    both = sorted(first.keys() & second.keys())
    texts = {report["id"]: report["text"] for report in read_corpus(arguments.reports)}
    with tempfile.TemporaryDirectory() as folder:
        gold, found = Path(folder, "first.jsonl"), Path(folder, "second.jsonl")
        gold.write_text(
            "".join(
                json.dumps({"id": name, "text": texts[name], "attributions": first[name]}) + "\n"
                for name in both
            ),
            encoding="utf-8",
        )
        found.write_text(
            "".join(json.dumps({"report": {"id": n}, "statements": second[n]}) + "\n" for n in both),
            encoding="utf-8",
        )
        print(f"{len(both)} reports, {sum(len(first[name]) for name in both)} attributions")
        subprocess.run([sys.executable, arguments.scorer, gold, found], check=True)


if __name__ == "__main__":
    main()
