"""A statement as the encoder reads it: its own pieces first, then those of what stands around it."""

import torch

# Places the encoder has, and how many of them the statement before leaves to the one after.
MOST, LEFT_TO_AFTER = 64, 6


def laid_out(tok, text, before="", after=""):
    """Pieces, how many are the statement's own, and where in the text each of these stands (src/encoder/mod.rs)."""
    cut = tok.cut(text)[: MOST - 2]
    ids = [tok.bos] + [piece for piece, _, _ in cut] + [tok.eos]
    own = len(ids)
    room = MOST - len(ids) - 1 - (LEFT_TO_AFTER if after else 0)
    if before and room > 0:
        ids += [piece for piece, _, _ in tok.cut(before)][-room:] + [tok.eos]
    room = MOST - len(ids) - 2
    if after and room > 0:
        ids += [tok.eos] + [piece for piece, _, _ in tok.cut(after)][:room] + [tok.eos]
    return ids, own, [(start, end) for _, start, end in cut]


def padded(rows, pad):
    most = max(map(len, rows))
    return torch.tensor([row + [pad] * (most - len(row)) for row in rows]), torch.tensor([len(row) for row in rows])


def batches(lengths, budget, lot):
    """Texts of about the same length together, so many that they fill `budget` places; in another order each time."""
    found, some = [], []
    for at in sorted(range(len(lengths)), key=lambda at: lengths[at] + lot.random() * 4):
        if some and max(lengths[i] for i in [*some, at]) * (len(some) + 1) > budget:
            found.append(some)
            some = []
        some.append(at)
    found.append(some)
    lot.shuffle(found)
    return found
