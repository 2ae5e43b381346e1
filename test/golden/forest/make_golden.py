"""Makes forest.json: what scikit-learn's trees and forests say about data that golden_test.ts makes alike.

Run with a Python that has scikit-learn: python test/golden/forest/make_golden.py
"""

import json
import pathlib
import platform

import numpy as np
import sklearn
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.metrics import accuracy_score, log_loss, mean_squared_error, r2_score
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

SEEDS = range(10)


def uniforms(seed, n):
    """The 32-bit linear congruential generator of Numerical Recipes, as numbers in [0, 1)."""
    out = np.empty(n)
    for i in range(n):
        seed = (1664525 * seed + 1013904223) % 2**32
        out[i] = seed / 2**32
    return out


def noisy_data(seed, n_rows, n_features, n_tickers):
    """Features, return, its rank in the session minus 0.5, and the rank's tercile; n_tickers rows a session."""
    u = uniforms(seed, n_rows * (n_features + 4)).reshape(n_rows, n_features + 4)
    x = u[:, :n_features].astype(np.float32)
    f = x.astype(np.float64)
    noise = u[:, -4] + u[:, -3] + u[:, -2] + u[:, -1] - 2
    r = f[:, 0] + (f[:, 1] - 0.5) * (f[:, 2] - 0.5) * 4 + noise
    by_session = r.reshape(-1, n_tickers)
    rank = (by_session.argsort(axis=1).argsort(axis=1) + 0.5) / n_tickers - 0.5
    rank = rank.reshape(-1)
    return x, r, rank, np.minimum(2, np.floor((rank + 0.5) * 3)).astype(int)


def one_tree(seed):
    """A tree that does not depend on the order of features, or nothing if it does."""
    n, width = 240, 4
    u = uniforms(seed, n * (width + 2)).reshape(n, width + 2)
    x = np.floor(u[:, :width] * 60)
    r = x[:, 0] / 60 + (x[:, 1] > 20) * (x[:, 2] / 60) + u[:, -2] * 0.5
    rank = (r.argsort().argsort() + 0.5) / n - 0.5
    y = np.minimum(2, np.floor((rank + 0.5 + (u[:, -1] - 0.5) * 0.3).clip(0, 1) * 3)).astype(int)
    out = {"X": x.astype(int).ravel().tolist(), "nFeatures": width, "y": y.tolist(), "targetReturn": r.tolist()}
    recipes = {
        "gini": (DecisionTreeClassifier, {"min_samples_leaf": 7}, y),
        "balanced": (DecisionTreeClassifier, {"min_samples_leaf": 7, "class_weight": "balanced"}, y),
        "weighted": (DecisionTreeClassifier, {"max_depth": 3, "class_weight": {0: 1.0, 1: 0.25, 2: 3.0}}, y),
        "squared_error": (DecisionTreeRegressor, {"min_samples_leaf": 7}, rank),
    }
    for name, (kind, params, target) in recipes.items():
        trees = [kind(random_state=state, **params).fit(x, target) for state in range(30)]
        leaves = trees[0].apply(x)
        first = np.unique(leaves, return_inverse=True)[1]
        if any((np.unique(t.apply(x), return_inverse=True)[1] != first).any() for t in trees):
            return None
        values = trees[0].predict_proba(x) if kind is DecisionTreeClassifier else trees[0].predict(x)
        out[name] = {
            "leaves": first.tolist(),
            "values": values.round(12).ravel().tolist(),
            "importances": trees[0].feature_importances_.round(12).tolist(),
        }
    return out


def forests():
    shape = {"nFeatures": 10, "nTickers": 30}
    train = {"seed": 1, "nRows": 3000}
    test = {"seed": 2, "nRows": 3000}
    x, _, rank, y = noisy_data(train["seed"], train["nRows"], 10, 30)
    x2, _, rank2, y2 = noisy_data(test["seed"], test["nRows"], 10, 30)
    params = {"n_estimators": 100, "min_samples_leaf": 20, "max_features": "sqrt", "n_jobs": 2}
    scores = {name: [] for name in ["accuracy", "logLoss", "oobAccuracy", "oobLogLoss", "mse", "r2", "halfLogLoss"]}
    importances = []
    for seed in SEEDS:
        model = RandomForestClassifier(oob_score=True, random_state=seed, **params).fit(x, y)
        scores["accuracy"].append(accuracy_score(y2, model.predict(x2)))
        scores["logLoss"].append(log_loss(y2, model.predict_proba(x2)))
        scores["oobAccuracy"].append(model.oob_score_)
        scores["oobLogLoss"].append(log_loss(y, model.oob_decision_function_))
        importances.append(model.feature_importances_)
        half = RandomForestClassifier(max_samples=0.5, random_state=seed, **params).fit(x, y)
        scores["halfLogLoss"].append(log_loss(y2, half.predict_proba(x2)))
        ranker = RandomForestRegressor(random_state=seed, **params).fit(x, rank)
        scores["mse"].append(mean_squared_error(rank2, ranker.predict(x2)))
        scores["r2"].append(r2_score(rank2, ranker.predict(x2)))
    return {
        **shape,
        "train": train,
        "test": test,
        "scores": {name: np.round(values, 8).tolist() for name, values in scores.items()},
        "importances": np.round(importances, 8).T.tolist(),
    }


tree = next(tree for tree in map(one_tree, range(1, 2000)) if tree is not None)
golden = {
    "versions": {"python": platform.python_version(), "numpy": np.__version__, "scikit-learn": sklearn.__version__},
    "tree": tree,
    "forest": forests(),
}
path = pathlib.Path(__file__).parent / "forest.json"
path.write_text(json.dumps(golden) + "\n")
print(path.stat().st_size, "bytes", {name: (np.mean(v).round(5), np.std(v).round(5)) for name, v in golden["forest"]["scores"].items()})
