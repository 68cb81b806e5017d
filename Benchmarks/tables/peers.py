"""The held-out score of scikit-learn's models, with default settings, on given files.

    python3 Benchmarks/tables/peers.py TRAIN.csv HELD.csv TARGET KIND [SEED [MODEL…]]

KIND is `classification` or `regression`, a MODEL is one of baseline, linear, mlp and trees. One line of
JSON is printed for each model. `seconds` is the time to read, encode, train and score, without the
imports.

What is learned from the columns is learned from the training file alone. For every model, dates become
numbers, and columns of text with a value of its own in more than half of the rows are left out. Trees get
numbers as they are and categories by code; the other models get imputed, standardized numbers and
one-hot categories, and a standardized target.
"""

import environment

environment.enter()

import json
import sys
import time
import warnings

import pandas
from sklearn import metrics
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

MODELS = ["baseline", "linear", "mlp", "trees"]
LARGEST = 255  # the most categories that the trees take natively
DATE = r"\d{4}[-/]\d{2}[-/]\d{2}(?:[T ].*)?"


class Columns:
    """The kinds of the training table's columns."""

    def __init__(self, frame):
        text = [name for name in frame if not pandas.api.types.is_numeric_dtype(frame[name])]
        self.dates = [
            name for name in text if frame[name].dropna().astype(str).str.fullmatch(DATE).all()]
        self.identifiers = [
            name for name in text
            if name not in self.dates and frame[name].nunique() > len(frame) / 2]
        self.categories = [
            name for name in text if name not in self.dates and name not in self.identifiers]

    def features(self, frame):
        """The table with the date's seconds, day of the year and day of the week as numbers."""
        result = frame.drop(columns=self.identifiers + self.dates)
        for name in self.dates:
            date = pandas.to_datetime(frame[name], utc=True, format="mixed", errors="coerce")
            result[f"{name} seconds"] = (date - pandas.Timestamp(0, tz="UTC")).dt.total_seconds()
            result[f"{name} day of year"] = date.dt.dayofyear
            result[f"{name} day of week"] = date.dt.dayofweek
        return result


def for_trees(features, columns):
    """The encoder, and which of its outputs are categories to the trees."""
    few = [name for name in columns.categories if features[name].nunique() <= LARGEST]
    many = [name for name in columns.categories if name not in few]
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=float("nan"))
    encoder = ColumnTransformer(
        [("few", codes, few), ("many", codes, many)], remainder="passthrough")
    return encoder, list(range(len(few)))


def for_others(features, columns):
    numbers = [name for name in features if name not in columns.categories]
    return ColumnTransformer([
        ("numbers", make_pipeline(
            SimpleImputer(strategy="median", add_indicator=True), StandardScaler()), numbers),
        ("categories", OneHotEncoder(
            handle_unknown="infrequent_if_exist", max_categories=LARGEST), columns.categories)])


def model(name, is_classification, features, columns, seed):
    if name == "baseline":
        return DummyClassifier() if is_classification else DummyRegressor()
    if name == "trees":
        encoder, categories = for_trees(features, columns)
        kind = HistGradientBoostingClassifier if is_classification else HistGradientBoostingRegressor
        return make_pipeline(
            encoder, kind(categorical_features=categories, random_state=seed))
    if name == "linear":
        rule = LogisticRegression(max_iter=1000) if is_classification else Ridge()
    else:
        kind = MLPClassifier if is_classification else MLPRegressor
        rule = kind(random_state=seed)
    if not is_classification:
        rule = TransformedTargetRegressor(rule, transformer=StandardScaler())
    return make_pipeline(for_others(features, columns), rule)


def scores(is_classification, truth, prediction):
    if is_classification:
        return {"accuracy": metrics.accuracy_score(truth, prediction),
                "balanced accuracy": metrics.balanced_accuracy_score(truth, prediction),
                "F1": metrics.f1_score(truth, prediction, average="macro")}
    return {"rmse": metrics.root_mean_squared_error(truth, prediction),
            "mae": metrics.mean_absolute_error(truth, prediction),
            "r2": metrics.r2_score(truth, prediction)}


def run(name, training_file, held_out_file, target, kind, seed):
    """The scores on the held-out file and the seconds of one model."""
    start = time.perf_counter()
    training, held_out = pandas.read_csv(training_file), pandas.read_csv(held_out_file)
    columns = Columns(training.drop(columns=target))
    features = columns.features(training.drop(columns=target))
    fitted = model(name, kind == "classification", features, columns, seed)
    with warnings.catch_warnings():
        # The default of 200 epochs ends before the MLP has converged on some tables.
        warnings.simplefilter("ignore", ConvergenceWarning)
        fitted.fit(features, training[target])
    prediction = fitted.predict(columns.features(held_out.drop(columns=target)))
    result = scores(kind == "classification", held_out[target], prediction)
    return {"model": name, **result, "seconds": time.perf_counter() - start}


def main(training_file, held_out_file, target, kind, seed="0", *names):
    for name in names or MODELS:
        result = run(name, training_file, held_out_file, target, kind, int(seed))
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit("usage: peers.py TRAIN.csv HELD.csv TARGET KIND [SEED [MODEL…]]")
    main(*sys.argv[1:])
