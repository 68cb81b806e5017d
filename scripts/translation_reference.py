#!/usr/bin/env python3
"""Prints Tests/TrainingTests/Resources/translations.json: words, BLEU and chrF by sacreBLEU.

    pip install sacrebleu==2.6.0
    python scripts/translation_reference.py > Tests/TrainingTests/Resources/translations.json
"""
import json
import random

import sacrebleu
from sacrebleu.metrics import BLEU, CHRF
from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a

SENTENCES = [
    "Hello, world!", "It costs 1,234.56 dollars.", "3-4 and 5.-6, e.g. U.S.A.", "don't stop: it's 'fine'",
    "a&amp;b &lt;c&gt; &quot;d&quot; &amp;quot;", "..,,..", "1.a a.1 1,.2", "-\nx y\nz", "", "   ",
    "Ein Mann läuft über die Straße – schnell…", "日本語 の 文。", "x/y (z) [q] {r} ~ ^ ` @ # $ % * + = < > ? | \\ _",
    "no\u00a0break\u2003space\x1cand\x85more", "<skipped>gone", "5-a -5 a-5 5--5 5-", "$1.50,- and 2,5%",
]
WORDS = "der Hund die Katze läuft schläft im Park, und . ein Kind spielt mit dem Ball 12.5 3-mal".split()


def made(generator, count):
    return " ".join(generator.choice(WORDS) for _ in range(count))


def changed(generator, sentence):
    words = [generator.choice(WORDS) if generator.random() < 0.3 else word for word in sentence.split()]
    return " ".join(words[: len(words) - generator.randrange(3)])


def case(translations, references):
    streams = [list(stream) for stream in zip(*references)]
    return {
        "translations": translations, "references": references,
        "bleu": BLEU().corpus_score(translations, streams).score,
        "chrF": CHRF().corpus_score(translations, streams).score,
    }


cases = []
for seed in range(12):
    generator = random.Random(seed)
    count = [1, 2, 3, 20][seed % 4]
    references = [
        [made(generator, generator.randrange(1, 14)) for _ in range(1 + seed % 3)] for _ in range(count)
    ]
    cases.append(case([changed(generator, r[0]) for r in references], references))
cases += [
    case(["a b c d e"], [["a b c d e"]]), case(["a b c"], [["a b c"]]), case(["x"], [["y"]]),
    case([""], [["a b"]]), case(["a b"], [[""]]), case(["a b c d", ""], [["a b d c"], ["e f"]]),
    case(SENTENCES, [[s[::-1]] for s in SENTENCES]), case(SENTENCES, [[s.lower()] for s in SENTENCES]),
]
print(json.dumps({
    "sacrebleu": sacrebleu.__version__,
    "words": [[s, Tokenizer13a()(s).split()] for s in SENTENCES],
    "cases": cases,
}))
