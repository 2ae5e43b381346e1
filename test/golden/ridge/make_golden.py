"""Writes ridge.json: what scikit-learn's Ridge says on ranks by pandas of small made-up samples.

Run from this folder with scikit-learn and pandas installed: python make_golden.py
"""

import json

import numpy as np
import pandas as pd
import sklearn
from sklearn.linear_model import Ridge

FEATURES = ["plain", "alike", "ties", "noise", "market", "rare"]


def samples(rng, n_sessions):
    session = np.repeat(np.arange(n_sessions), rng.integers(1, 16, n_sessions))
    n = len(session)
    plain = rng.normal(size=n)
    table = pd.DataFrame(
        {
            "plain": plain,
            "alike": plain + rng.normal(scale=0.1, size=n),
            "ties": rng.integers(0, 4, n),
            "noise": rng.normal(size=n) ** 3,
            "market": session % 5,
            "rare": rng.random(n) < 0.1,
        }
    ).astype(np.float32)
    table["session"] = session
    table["return"] = (0.02 * plain + 0.01 * table.ties + rng.normal(scale=0.05, size=n)).round(2)
    return table


def ranks(table):
    groups = table.groupby("session")
    sizes = groups.session.transform("size").to_numpy()
    ranked = groups[FEATURES + ["return"]].rank()
    return ((ranked - 0.5).div(sizes, axis=0) - 0.5).astype(float)


def as_lists(table):
    return {
        "session": table.session.tolist(),
        "X": table[FEATURES].to_numpy().ravel().tolist(),
        "targetReturn": table["return"].tolist(),
    }


def main():
    rng = np.random.default_rng(7)
    train, test = samples(rng, 60), samples(rng, 10)
    cases = []
    for alpha in (1e-3, 5.0, 5000.0):
        model = Ridge(alpha=alpha, solver="cholesky").fit(ranks(train)[FEATURES], ranks(train)["return"])
        cases.append(
            {
                "alpha": alpha,
                "coefficients": model.coef_.tolist(),
                "score": model.predict(ranks(test)[FEATURES]).tolist(),
            }
        )
    golden = {
        "versions": {"scikit-learn": sklearn.__version__, "pandas": pd.__version__},
        "features": FEATURES,
        "train": as_lists(train),
        "test": as_lists(test),
        "cases": cases,
    }
    with open("ridge.json", "w", encoding="utf-8") as file:
        json.dump(golden, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
