"""The mean of what runs came to that began alike and went on with other seeds: a little better than each of them.

    python mean.py one.pt two.pt -o mean.pt
"""

import argparse

import torch


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("runs", nargs="+")
    ask.add_argument("-o", "--output", required=True)
    order = ask.parse_args()
    saved = [torch.load(path, weights_only=True) for path in order.runs]
    mean = {name: (sum(one["model"][name].float() for one in saved) / len(saved)).half() for name in saved[0]["model"]}
    torch.save({**saved[0], "model": mean}, order.output)


if __name__ == "__main__":
    main()
