"""The peer of bench/text/run: kiwipiepy's morphemes, tf-idf, logistic regression.

peer.py learn CORPUS MODEL
peer.py label MODEL < lines {"id","text"} > lines {"id","statements":[{"start","end","sentiment","intent","topic"}]}
"""

import csv
import json
import pathlib
import pickle
import sys

from kiwipiepy import Kiwi
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import MultiLabelBinarizer

SENTIMENT = {"+": "positive", "0": "neutral", "-": "negative"}
AT_ONCE = 256


def morphemes(kiwi, texts):
    return [[f"{token.form}/{token.tag}" for token in tokens] for tokens in kiwi.tokenize(texts)]


def learn(corpus, path):
    rows = []
    for file in sorted(pathlib.Path(corpus).glob("??/*.tsv")):
        with open(file, encoding="utf-8", newline="") as lines:
            rows += csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    texts = morphemes(Kiwi(num_workers=1), [row["text"] for row in rows])
    words = TfidfVectorizer(analyzer=pairs, min_df=2, sublinear_tf=True)
    seen = words.fit_transform(texts)
    topics = MultiLabelBinarizer()
    held = topics.fit_transform([row["topic"].split(",") for row in rows])
    models = {
        "sentiment": LogisticRegression(max_iter=1000, C=4).fit(seen, [SENTIMENT[row["sentiment"]] for row in rows]),
        "intent": LogisticRegression(max_iter=1000, C=4).fit(seen, [row["intent"] for row in rows]),
        "topic": OneVsRestClassifier(LogisticRegression(max_iter=1000, C=4)).fit(seen, held),
    }
    with open(path, "wb") as file:
        pickle.dump((words, topics.classes_, models), file)


def pairs(tokens):
    return tokens + [f"{one} {two}" for one, two in zip(tokens, tokens[1:])]


def label(path):
    with open(path, "rb") as file:
        words, topics, models = pickle.load(file)
    kiwi, lines = Kiwi(num_workers=1), [json.loads(line) for line in sys.stdin]
    for start in range(0, len(lines), AT_ONCE):
        batch = lines[start:start + AT_ONCE]
        seen = words.transform(morphemes(kiwi, [line["text"] for line in batch]))
        chances = models["topic"].predict_proba(seen)
        for line, sentiment, intent, chance in zip(batch, models["sentiment"].predict(seen), models["intent"].predict(seen), chances):
            topic = [topics[at] for at in chance.argsort()[::-1] if chance[at] >= 0.33] or [topics[chance.argmax()]]
            one = {"start": 0, "end": len(line["text"]), "sentiment": sentiment, "intent": intent, "topic": topic}
            print(json.dumps({"id": line["id"], "statements": [one]}))


if __name__ == "__main__":
    {"learn": learn, "label": label}[sys.argv[1]](*sys.argv[2:])
