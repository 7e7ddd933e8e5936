"""The corpus as `yeojido train` reads it: decided readings where there are any, else both, each half."""

from dataclasses import dataclass
from pathlib import Path

SENTIMENTS = ["+", "0", "-"]
INTENTS = "praise complaint request question leaving comparison remark".split()
FEELINGS = (
    "joy gratitude trust anticipation surprise anxiety anger disappointment fatigue confusion none"
).split()
NEEDS = "function price usability speed reliability care -".split()
TOPICS = (
    "product price benefit discovery ordering delivery packaging returns support staff place booking app account "
    "privacy brand"
).split()
# Columns decided together: name, first, how many, exactly one of them.
HEADS = [
    ("sentiment", 0, 3, True),
    ("intent", 3, 7, True),
    ("emotion", 10, 11, True),
    ("need", 21, 7, True),
    ("topic", 28, 16, False),
]
COLUMNS = 44
SPANS = ["", "cause", "consequence"]


@dataclass
class Reading:
    sentiment: str
    feelings: list
    intent: str
    topics: list
    need: str
    spans: tuple


@dataclass
class Example:
    writer: str
    voice: str
    text: str
    readings: list
    before: str = ""
    after: str = ""


def lines(path):
    with open(path, encoding="utf-8", newline="") as file:
        return [line.rstrip("\n").split("\t") for line in file][1:]


def reading(fields):
    sentiment, feelings, intent, topics, need, cause, consequence = fields
    return Reading(sentiment, feelings.split(","), intent, topics.split(","), need, (cause, consequence))


def numbered(path):
    return {int(f[0]): reading(f[1:]) for f in lines(path)} if path.exists() else {}


def read(root):
    root, examples = Path(root), []
    for language in ("ko", "en"):
        for path in sorted((root / language).glob("*.tsv")):
            second = numbered(root / "second" / language / path.name)
            decided = numbered(root / "adjudicated" / language / path.name)
            writer = f"{language}-{path.stem.split('-')[0]}"
            for number, fields in enumerate(lines(path), 1):
                own = reading(fields[3:])
                if number in decided:
                    readings = [decided[number]]
                else:
                    readings = [own] + ([second[number]] if number in second else [])
                examples.append(Example(writer, f"{language}/{path.name} {fields[0]}", fields[2], readings))
    for one, next_ in zip(examples, examples[1:]):
        if one.voice == next_.voice:
            one.after, next_.before = next_.text, one.text
    return examples


def chances(example):
    """By column, how far each label holds."""
    row = [0.0] * COLUMNS
    for one in example.readings:
        part = 1.0 / len(example.readings)
        row[SENTIMENTS.index(one.sentiment)] += part
        row[3 + INTENTS.index(one.intent)] += part
        others = len(one.feelings) - 1
        for at, feeling in enumerate(one.feelings):
            share = 1.0 if others == 0 else 0.7 if at == 0 else 0.3 / others
            row[10 + FEELINGS.index(feeling)] += part * share
        row[21 + NEEDS.index(one.need)] += part
        for topic in one.topics:
            row[28 + TOPICS.index(topic)] += part
    return row


def span_of(text, one, middle):
    """0 outside, 1 in the cause, 2 in the consequence, of the character at `middle`."""
    for at, span in enumerate(one.spans):
        start = text.find(span) if span else -1
        if start >= 0 and start <= middle < start + len(span):
            return at + 1
    return 0
