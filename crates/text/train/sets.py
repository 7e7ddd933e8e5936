"""Texts of the public sets that weights may learn from, and their labels mapped to ours as crates/cli/src/train/sets.rs does."""

import csv
import gzip
import json
import re
from html import unescape
from pathlib import Path


def texts(root):
    """Name of the set and text; every tenth is kept aside, as `yeojido train` does."""
    root = Path(root)
    found = {
        "nsmc": [l.rsplit("\t", 1)[0] for l in gzip.open(root / "nsmc/train.tsv.gz", "rt", encoding="utf-8")][1:],
        "kote": [l.split("\t")[1] for l in open(root / "kote/val.tsv", encoding="utf-8") if "\t" in l],
        "goemotions_ko": [l.split("\t")[0] for l in open(root / "goemotions_ko/train.tsv", encoding="utf-8")],
        "goemotions_en": [l.split("\t")[0] for l in open(root / "goemotions_en/train.tsv", encoding="utf-8")],
        "mams": [unescape(t) for t in re.findall("<text>(.*?)</text>", (root / "mams/train.xml").read_text("utf-8"))],
        "banking77": [row[0] for row in csv.reader(open(root / "banking77/train.csv", encoding="utf-8"))][1:],
        "clinc150": [t for t, _ in json.loads((root / "clinc150/data_full.json").read_text("utf-8"))["train"]],
        "question_pair": [
            t for l in open(root / "question_pair/train.txt", encoding="utf-8") for t in l.rstrip("\n").split("\t")[1:3]
        ][2:],
    }
    return {name: [t.strip() for at, t in enumerate(all_) if at % 10 != 9 and t.strip()] for name, all_ in found.items()}


POSITIVE, NEUTRAL, NEGATIVE = range(3)
# KOTE's numbers by our feeling, as docs/voice-labels.md gathers them.
COMMENT = [
    (13, 16, 28, 32, 40, 42), (1, 2, 4, 7), (14, 43), (8,), (15, 29, 34, 39), (12, 18, 41),
    (0, 3, 6, 20, 21, 22, 23, 31), (5, 10, 19, 36, 37), (26, 27, 35), (33,),
]
POST = [
    (1, 13, 17, 18, 21), (0, 15), (23,), (8, 20), (7, 22, 26), (14, 19), (2, 3, 10, 11), (9, 16, 24, 25), (), (6,),
]
POST_GLAD = {0, 1, 4, 5, 8, 13, 15, 17, 18, 20, 21, 23}
POST_UNHAPPY = {2, 3, 9, 10, 11, 12, 14, 16, 19, 24, 25}


def labelled(root):
    """Text, sentiment or nothing, feelings or nothing; nine of ten."""
    root, found = Path(root), {}
    nsmc = [l.rstrip("\n").rsplit("\t", 1) for l in gzip.open(root / "nsmc/train.tsv.gz", "rt", encoding="utf-8")][1:]
    found["nsmc"] = [(t, POSITIVE if glad == "1" else NEGATIVE, None) for t, glad in nsmc]
    found["kote"] = []
    for line in open(root / "kote/val.tsv", encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        marks = [int(n) for n in fields[2].split(",")]
        felt = [at for n in marks for at, own in enumerate(COMMENT) if n in own]
        glad, unhappy = sum(at < 4 for at in felt), sum(at > 4 for at in felt)
        sure = POSITIVE if glad >= unhappy + 2 else NEGATIVE if unhappy >= glad + 2 else None
        sure = NEUTRAL if sure is None and not glad + unhappy and 24 in marks else sure
        found["kote"].append((fields[1], sure, set(felt)))
    for name in ("goemotions_ko", "goemotions_en"):
        found[name] = []
        for line in open(root / name / "train.tsv", encoding="utf-8"):
            fields = line.rstrip("\n").split("\t")
            marks = {int(n) for n in fields[1].split(",")}
            glad, unhappy = bool(marks & POST_GLAD), bool(marks & POST_UNHAPPY)
            sure = None if glad and unhappy else POSITIVE if glad else NEGATIVE if unhappy else None
            sure = NEUTRAL if not glad and not unhappy and marks == {27} else sure
            found[name].append((fields[0], sure, {at for n in marks for at, own in enumerate(POST) if n in own}))
    found["mams"] = []
    for part in (root / "mams/train.xml").read_text("utf-8").split("<sentence>")[1:]:
        glad, unhappy = 'polarity="positive"' in part, 'polarity="negative"' in part
        if glad != unhappy:
            text = unescape(re.search("<text>(.*?)</text>", part).group(1))
            found["mams"].append((text, POSITIVE if glad else NEGATIVE, None))
    return {name: [one for at, one in enumerate(all_) if at % 10 != 9 and one[0].strip()] for name, all_ in found.items()}
