"""The measures of docs/voice-quality.md, against the first reading."""

import numpy as np

import corpus

TOPIC, TOPIC_BESIDE = 0.08, 0.33
ENOUGH = 0.5


def softmax(row):
    row = np.exp(row - row.max())
    return row / row.sum()


def macro(pairs):
    """F1 of each label that is held, averaged."""
    every = []
    for label in {held for held, _ in pairs}:
        right = sum(held == given == label for held, given in pairs)
        wrong = sum(given == label != held for held, given in pairs)
        missed = sum(held == label != given for held, given in pairs)
        every.append(2 * right / (2 * right + wrong + missed))
    return float(np.mean(every))


def best_run(gains):
    best, start, total = None, 0, 0.0
    for at, gain in enumerate(gains):
        if total <= 0.0:
            start, total = at, 0.0
        total += gain
        if best is None or total > best[2]:
            best = (start, at + 1, total)
    return best


def words_of(text):
    words, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        words.append((at, at + len(word)))
        at += len(word)
    return words


def runs(words, spans, places):
    """Cause and consequence as runs of words, each word weighed by its tokens."""
    rows = []
    for start, end in words:
        own = [row for row, (s, e) in zip(spans, places) if s < end and e > start]
        rows.append(np.mean(own, 0) if own else np.array([1.0, 0.0, 0.0]))
    found = []
    for of in (1, 2):
        found.append(best_run([np.log(max(row[of] / max(row[0], 1e-6), 1e-6)) for row in rows]))
    one, two = found
    if one and two and one[0] < two[1] and two[0] < one[1]:
        found[1 if one[2] >= two[2] else 0] = None
    return [run[:2] if run and run[2] >= ENOUGH else None for run in found]


def scores(examples, labels, spans, places):
    sentiment, intent, need = [], [], []
    first, topics, tokens = 0, [0, 0, 0], [[0, 0, 0], [0, 0, 0]]
    for one, row, told, where in zip(examples, labels, spans, places):
        held = one.readings[0]
        sentiment.append((held.sentiment, corpus.SENTIMENTS[int(row[0:3].argmax())]))
        given = corpus.INTENTS[int(row[3:10].argmax())]
        intent.append((held.intent, given))
        needs = given in ("complaint", "request", "comparison", "leaving")
        need.append((held.need, corpus.NEEDS[int(row[21:28].argmax())] if needs else "-"))
        first += corpus.FEELINGS[int(row[10:21].argmax())] in held.feelings
        chances = 1.0 / (1.0 + np.exp(-row[28:44]))
        best = int(chances.argmax())
        about = {corpus.TOPICS[at] for at in range(16) if chances[at] >= (TOPIC if at == best else TOPIC_BESIDE)}
        count(topics, about, set(held.topics))
        words = words_of(one.text)
        found = runs(words, told, where)
        kind = [corpus.span_of(one.text, held, (s + e - 1) // 2) for s, e in words]
        for which in (0, 1):
            run = set(range(*found[which])) if found[which] else set()
            count(tokens[which], run, {at for at, k in enumerate(kind) if k == which + 1})
    return {
        "statements": len(examples),
        "sentiment": round(macro(sentiment), 3),
        "intent": round(macro(intent), 3),
        "topic": round(f1(topics), 3),
        "emotion": round(first / len(examples), 3),
        "need": round(macro(need), 3),
        "cause": round(f1(tokens[0]), 3),
        "consequence": round(f1(tokens[1]), 3),
    }


def count(sums, given, held):
    sums[0] += len(given & held)
    sums[1] += len(given - held)
    sums[2] += len(held - given)


def f1(sums):
    right, wrong, missed = sums
    return 2 * right / max(1, 2 * right + wrong + missed)
