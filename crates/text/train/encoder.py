"""The encoder: BERT's layers over a trimmed vocabulary, one row of labels a text and one of spans a token."""

import math

import torch
from torch import nn
from torch.nn import functional as F

from corpus import COLUMNS


class Layer(nn.Module):
    def __init__(self, h, heads, ff, eps):
        super().__init__()
        self.heads = heads
        self.qkv, self.out = nn.Linear(h, 3 * h), nn.Linear(h, h)
        self.up, self.down = nn.Linear(h, ff), nn.Linear(ff, h)
        self.norm1, self.norm2 = nn.LayerNorm(h, eps), nn.LayerNorm(h, eps)

    def forward(self, x, mask, drop):
        b, n, h = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        # By hand in full floats: the library's own, in halves, takes five times as long at these lengths.
        with torch.autocast("cpu", enabled=False):
            alike = q.float() @ k.float().transpose(-1, -2) / math.sqrt(h // self.heads) + mask
            seen = (torch.softmax(alike, -1) @ v.float()).to(x.dtype)
        x = self.norm1(x + drop(self.out(seen.transpose(1, 2).reshape(b, n, h))))
        return self.norm2(x + drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, shape, vocabulary, layers, positions):
        super().__init__()
        self.shape = shape
        h = shape["h"]
        self.word, self.place = nn.Embedding(vocabulary, h), nn.Embedding(positions, h)
        self.norm = nn.LayerNorm(h, shape["eps"])
        self.layers = nn.ModuleList(Layer(h, shape["heads"], shape["ff"], shape["eps"]) for _ in range(layers))
        self.labels, self.spans = nn.Linear(h, COLUMNS), nn.Linear(h, 3)
        # Sentiment and feelings of what is said anywhere; it teaches the layers and does not ship.
        self.anywhere = nn.Linear(h, 13)
        self.drop = nn.Dropout(0.1)

    def hidden(self, ids, lengths):
        n = ids.shape[1]
        there = torch.arange(n)[None, :] < lengths[:, None]
        mask = torch.zeros(there.shape).masked_fill(~there, -math.inf)[:, None, None, :]
        x = self.drop(self.norm(self.word(ids) + self.place.weight[:n]))
        for layer in self.layers:
            x = layer(x, mask, self.drop)
        return x

    def forward(self, ids, lengths, own):
        """Of `lengths` pieces the first `own` are the statement's; the others stand around it and are only read along."""
        x = self.hidden(ids, lengths).float()
        mine = torch.arange(ids.shape[1])[None, :] < own[:, None]
        mean = self.drop((x * mine[..., None]).sum(1) / own[:, None])
        return self.labels(mean), self.spans(self.drop(x)), self.anywhere(mean)

    def load(self, tensors, kept, picked):
        """Pretrained weights; `kept` are the pieces that stay, `picked` the layers."""
        h = self.norm.weight.shape[0]
        f = lambda name, *size: torch.from_numpy(tensors[name]).reshape(*size) if size else torch.from_numpy(tensors[name])
        with torch.no_grad():
            self.word.weight.copy_(f("emb.word", -1, h)[kept])
            # Token types are not used: the first is added to every place.
            self.place.weight.copy_(f("emb.pos", -1, h)[: self.place.weight.shape[0]] + f("emb.type", -1, h)[0])
            self.norm.weight.copy_(f("emb.ln.w")), self.norm.bias.copy_(f("emb.ln.b"))
            for layer, at in zip(self.layers, picked):
                part = lambda name: f(f"l{at}.{name}")
                layer.qkv.weight.copy_(torch.cat([part(n).reshape(h, h) for n in ("q.w", "k.w", "v.w")]))
                layer.qkv.bias.copy_(torch.cat([part(n) for n in ("q.b", "k.b", "v.b")]))
                layer.out.weight.copy_(part("ao.w").reshape(h, h)), layer.out.bias.copy_(part("ao.b"))
                layer.up.weight.copy_(part("fi.w").reshape(-1, h)), layer.up.bias.copy_(part("fi.b"))
                layer.down.weight.copy_(part("fo.w").reshape(h, -1)), layer.down.bias.copy_(part("fo.b"))
                layer.norm1.weight.copy_(part("aln.w")), layer.norm1.bias.copy_(part("aln.b"))
                layer.norm2.weight.copy_(part("oln.w")), layer.norm2.bias.copy_(part("oln.b"))
