"""Compares Anneal on a user's table with scikit-learn's models, on twelve real tables, taking turns.

    python3 Benchmarks/tables/compare_tables.py ANNEAL [SEEDS [TABLE…]]

ANNEAL is the command, or `-` to run the peers alone; SEEDS is their number, 3 unless given. For each
table and seed a fifth is held out, stratified for classes, and both parts are written to files that every
side reads. What is printed are two Markdown tables of mean ± standard deviation over the seeds: the
held-out accuracy or R², and the seconds. Those of Anneal are the whole command's, those of the peers leave
out Python's start and imports.
"""

import environment

environment.enter()

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import pandas
from sklearn.model_selection import train_test_split

import peers
from tables import TABLES, write

TITLES = {"baseline": "majority or mean", "linear": "linear", "anneal": "Anneal",
          "mlp": "MLP of scikit-learn", "trees": "histogram gradient boosting"}
KEYS = {"classification": "accuracy", "regression": "r2"}


def split(path, table, seed, folder):
    """The paths of the training and the held-out file, whose cells are the table's text."""
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    classes = frame[table.target] if table.kind == "classification" else None
    parts = train_test_split(frame, test_size=0.2, random_state=seed, stratify=classes)
    paths = [os.path.join(folder, f"{table.name}-{part}.csv") for part in ("train", "held-out")]
    for part, written in zip(parts, paths):
        part.to_csv(written, index=False)
    return paths


def anneal(command, training, held_out, table, seed, folder):
    start = time.perf_counter()
    done = subprocess.run(
        [command, "fit", training, "--target", table.target, "--held-out", held_out,
         "--seed", str(seed), "--json"],
        cwd=folder, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{table.name}, seed {seed}: {done.stderr.strip()}")
    validation = json.loads(done.stdout.splitlines()[-1])["validation"]
    if KEYS[table.kind] not in validation:
        sys.exit(f"{table.name}, seed {seed}: no {KEYS[table.kind]} in {validation}")
    return {**validation, "seconds": seconds}


def measure(table, seeds, command, folder):
    """The results of each model, seed by seed; each seed in another order."""
    path, rows, columns = write(table, folder)
    models = [name for name in TITLES if name != "anneal" or command]
    results = {name: [] for name in models}
    for seed in range(seeds):
        training, held_out = split(path, table, seed, folder)
        for name in models if seed % 2 == 0 else reversed(models):
            if name == "anneal":
                result = anneal(command, training, held_out, table, seed, folder)
            else:
                result = peers.run(name, training, held_out, table.target, table.kind, seed)
            results[name].append(result)
            print(table.name, seed, json.dumps({"model": name, **result}), file=sys.stderr)
    return rows, columns, results


def warm_up():
    """Runs each peer once, since a model's first run in a process loads libraries."""
    with tempfile.TemporaryDirectory() as folder:
        path, _, _ = write(TABLES[0], folder)
        for name in peers.MODELS:
            peers.run(name, path, path, TABLES[0].target, TABLES[0].kind, 0)


def spread(results, key, digits):
    values = [result[key] for result in results]
    deviation = statistics.stdev(values) if len(values) > 1 else 0
    return f"{statistics.mean(values):.{digits}f} ± {deviation:.{digits}f}"


def main(command, seeds="3", *names):
    models = [name for name in TITLES if name != "anneal" or command != "-"]
    command = os.path.abspath(command) if command != "-" else None
    titles = " | ".join(TITLES[name] for name in models)
    rules = " | ".join("---" for _ in models)
    times = []
    warm_up()
    print(f"| table | rows | columns | score | {titles} |\n| --- | --- | --- | --- | {rules} |")
    for table in TABLES:
        if names and table.name not in names:
            continue
        key = KEYS[table.kind]
        with tempfile.TemporaryDirectory() as folder:
            rows, columns, results = measure(table, int(seeds), command, folder)
        cells = " | ".join(spread(results[name], key, 3) for name in models)
        print(f"| {table.name} | {rows:,} | {columns} | {'R²' if key == 'r2' else key} | {cells} |",
              flush=True)
        cells = " | ".join(spread(results[name], "seconds", 2) for name in models)
        times.append(f"| {table.name} | {cells} |")
    print(f"\n| seconds | {titles} |\n| --- | {rules} |", *times, sep="\n")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: compare_tables.py ANNEAL [SEEDS [TABLE…]]")
    main(*sys.argv[1:])
