"""Writes a set of sentences in two classes as CSV, and the held-out score of a linear model over words.

    python3 Benchmarks/tables/text_classes.py FILE.csv [SEEDS]

The sentences are those of the movie reviews in the source package of vaderSentiment 3.3.2 (MIT): Pang &
Lee's sentences of rotten.tomatoes.com, each rated from -4 to 4 by twenty people (Hutto & Gilbert 2014).
The label is the sign of the mean rating; sentences rated 0 are left out. Of each seed a fifth is held out,
stratified.
"""

import environment

environment.enter()

import glob
import io
import os
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time

import pandas
from sklearn.dummy import DummyClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline

PACKAGE = "vaderSentiment==3.3.2"
INNER = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"
FILE = "hutto_ICWSM_2014/movieReviewSnippets_GroundTruth.txt"


def sentences():
    with tempfile.TemporaryDirectory() as folder:
        # The wheel leaves the sentences out.
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
             "--no-binary", "vaderSentiment", "--dest", folder, PACKAGE], check=True)
        with tarfile.open(glob.glob(os.path.join(folder, "*.tar.gz"))[0]) as outer:
            inner = io.BytesIO(outer.extractfile(INNER).read())
    with tarfile.open(fileobj=inner) as archive:
        lines = archive.extractfile(FILE).read().decode("utf-8").splitlines()
    fields = [line.split("\t", 2) for line in lines]
    return pandas.DataFrame(
        [(text.strip(), "positive" if float(rating) > 0 else "negative")
         for _, rating, text in fields if float(rating) != 0],
        columns=["text", "label"])


def linear_over_words():
    return make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=1000))


def score(classifier, training, held_out):
    classifier.fit(training["text"], training["label"])
    return accuracy_score(held_out["label"], classifier.predict(held_out["text"]))


def main(path, seeds="3"):
    frame = sentences()
    frame.to_csv(path, index=False)
    print(f"{PACKAGE}: {len(frame):,} sentences, "
          f"{sum(frame['label'] == 'positive'):,} of them positive")
    for name, make in (("majority", DummyClassifier), ("linear over words", linear_over_words)):
        accuracies, start = [], time.perf_counter()
        for seed in range(int(seeds)):
            training, held_out = train_test_split(
                frame, test_size=0.2, random_state=seed, stratify=frame["label"])
            accuracies.append(score(make(), training, held_out))
        deviation = statistics.stdev(accuracies) if len(accuracies) > 1 else 0
        print(f"{name}: accuracy {statistics.mean(accuracies):.3f} ± {deviation:.3f}, "
              f"{(time.perf_counter() - start) / int(seeds):.2f} s")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: text_classes.py FILE.csv [SEEDS]")
    main(*sys.argv[1:])
