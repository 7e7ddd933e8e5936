"""Writes a trained encoder as the program reads it (src/encoder/read.rs): whole numbers with a step for each row.

    python export.py encoder.pt ../assets/encoder.weights
"""

import argparse
import struct
import zlib
from pathlib import Path

import numpy as np
import torch

import e5
from encoder import Encoder
from pieces import laid_out

VERSION = 1
# Steps from nothing to the largest weight of a row.
STEPS = 63
# A statement, the one before it, the one after it.
TEXTS = [
    ("배송이 너무 늦어서 여행 계획에 차질이 생겼어요", "", ""),
    ("앱이자꾸튕겨요ㅠㅠ 😊", "업데이트했어요", ""),
    ("The courier left the parcel in the rain, and nobody answered!", "I ordered on Monday.", "So I had to throw it away."),
    ("환불은  언제 되나요?", "", "기다린 지 " + "정말 " * 70 + "오래됐어요"),
    ("ＡＢＣ 카드 1,200원 할인… 좋네요~", "글쎄요 " * 70 + "쿠폰을 받았어요", "또 " * 20),
    ("처음부터 끝까지 " * 20, "앞말", "뒷말"),
]


def text(word):
    raw = word.encode()
    return bytes([len(raw)]) + raw


def floats(tensor):
    return tensor.float().numpy().astype("<f4").tobytes()


def rounded(tensor):
    rows = tensor.float().numpy()
    steps = (np.maximum(np.abs(rows).max(1), 1e-12) / STEPS).astype(np.float32)
    return steps, np.rint(rows / steps[:, None]).astype(np.int8)


def matrix(tensor):
    steps, cells = rounded(tensor)
    return struct.pack("<2I", *cells.shape) + steps.astype("<f4").tobytes() + cells.tobytes()


def linear(state, name):
    return matrix(state[f"{name}.weight"]) + floats(state[f"{name}.bias"])


def norm(state, name):
    scale = state[f"{name}.weight"]
    return struct.pack("<I", len(scale)) + floats(scale) + floats(state[f"{name}.bias"])


def encoded(saved):
    state, out = saved["model"], [bytes([VERSION])]
    out.append(struct.pack("<3I", saved["layers"], saved["heads"], len(saved["pieces"])))
    out += [text(piece) + struct.pack("<f", score) for piece, score in zip(saved["pieces"], saved["scores"])]
    out.append(struct.pack("<I", len(saved["plain"])))
    out += [text(letter) + text(read) for letter, read in sorted(saved["plain"].items())]
    out += [matrix(state["word.weight"]), matrix(state["place.weight"]), norm(state, "norm")]
    for at in range(saved["layers"]):
        own = f"layers.{at}."
        out += [linear(state, own + "qkv"), linear(state, own + "out"), norm(state, own + "norm1")]
        out += [linear(state, own + "up"), linear(state, own + "down"), norm(state, own + "norm2")]
    out += [linear(state, "labels"), linear(state, "spans")]
    return b"".join(out)


def golden(saved):
    """What the rounded weights make of some texts: the text, those around it, all pieces, the sums of its labels."""
    state = {name: part.float() for name, part in saved["model"].items()}
    for name, part in state.items():
        if part.dim() == 2:
            steps, cells = rounded(part)
            state[name] = torch.from_numpy(cells.astype(np.float32) * steps[:, None])
    pieces, most = saved["pieces"], len(state["place.weight"])
    shape = {"h": len(state["norm.weight"]), "heads": saved["heads"], "eps": 1e-12}
    shape["ff"] = len(state["layers.0.up.weight"])
    model = Encoder(shape, len(pieces), saved["layers"], most)
    model.load_state_dict(state, strict=False)
    model.eval()
    tok = e5.Tokenizer(pieces, saved["scores"], saved["plain"], 0, 2, 1, 3)
    for said in TEXTS:
        ids, own, _ = laid_out(tok, *said)
        with torch.no_grad():
            sums, _, _ = model(torch.tensor([ids]), torch.tensor([len(ids)]), torch.tensor([own]))
        yield "\t".join([*said, " ".join(map(str, ids)), " ".join(f"{one:.4f}" for one in sums[0].tolist())]) + "\n"


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("trained")
    ask.add_argument("output")
    order = ask.parse_args()
    saved = torch.load(order.trained, weights_only=True)
    bytes_ = encoded(saved)
    packed = zlib.compress(bytes_, 9)
    with open(order.output, "wb") as file:
        file.write(packed)
    tests = Path(__file__).parent.parent / "src/encoder/golden.tsv"
    tests.write_text("".join(golden(saved)), encoding="utf-8")
    print(f"{len(bytes_)} bytes, {len(packed)} packed")


if __name__ == "__main__":
    main()
