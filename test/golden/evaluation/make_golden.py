"""Writes golden.json: what scikit-learn, scipy and statsmodels say about small made-up forecasts.

Run from this folder with scikit-learn, scipy and statsmodels installed: python make_golden.py
"""

import json
import warnings

import numpy as np
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from scipy.stats import spearmanr
from sklearn import metrics

CLASSES = [0, 1, 2]
NAMES = ["sell", "hold", "buy"]


def or_none(value):
    return None if np.isnan(value) else float(value)


def classification(name, y, predicted, probabilities):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        precision, recall, f1, support = metrics.precision_recall_fscore_support(
            y, predicted, labels=CLASSES, zero_division=np.nan
        )
        wanted = {
            "accuracy": metrics.accuracy_score(y, predicted),
            "balancedAccuracy": metrics.balanced_accuracy_score(y, predicted),
            "macroF1": metrics.f1_score(y, predicted, labels=CLASSES, average="macro", zero_division=0),
            "byClass": {
                NAMES[k]: {
                    "precision": or_none(precision[k]),
                    "recall": or_none(recall[k]),
                    "f1": or_none(f1[k]),
                    "support": int(support[k]),
                    "predicted": int(np.sum(predicted == k)),
                }
                for k in CLASSES
            },
            "confusion": metrics.confusion_matrix(y, predicted, labels=CLASSES).tolist(),
            "logLoss": metrics.log_loss(y, probabilities, labels=CLASSES),
            "brierLoss": metrics.brier_score_loss(y, probabilities, labels=CLASSES, scale_by_half=False),
            "nImpossible": int(np.sum(probabilities[np.arange(len(y)), y] == 0)),
        }
    return {
        "name": name,
        "y": y.tolist(),
        "predicted": predicted.tolist(),
        "probabilities": probabilities.ravel().tolist(),
        "wanted": wanted,
    }


def newey_west(name, values, lag):
    fit = sm.OLS(values, np.ones(len(values))).fit(
        cov_type="HAC", cov_kwds={"maxlags": lag, "use_correction": False, "kernel": "bartlett"}
    )
    return {
        "name": name,
        "values": values.tolist(),
        "lag": lag,
        "mean": float(fit.params[0]),
        "standardError": float(fit.bse[0]),
        "tValue": float(fit.tvalues[0]),
    }


def main():
    rng = np.random.default_rng(20240102)
    n = 60
    y = rng.integers(0, 3, n)
    probabilities = rng.dirichlet([1.5, 1.0, 2.0], n)
    impossible = np.array([[0.0, 0.25, 0.75], [0.5, 0.5, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    cases = [
        classification("every class occurs and is forecast", y, probabilities.argmax(1), probabilities),
        classification("hold is never forecast", y, np.where(y == 1, 2, y[::-1] // 2 * 2), probabilities),
        classification("buy never occurs", y % 2, probabilities.argmax(1), probabilities),
        classification("sell neither occurs nor is forecast", 1 + y % 2, np.full(n, 1), probabilities),
        classification(
            "the impossible happens", np.array([0, 2, 0, 1]), impossible.argmax(1), impossible
        ),
    ]
    sessions = []
    for n_tickers in (10, 11, 25):
        score = rng.normal(size=n_tickers)
        returns = 0.02 * score + rng.normal(scale=0.05, size=n_tickers)
        sessions.append((score, returns))
        sessions.append((np.round(score), np.round(returns, 1)))  # many ties
    spearman = [
        {"a": a.tolist(), "b": b.tolist(), "wanted": float(spearmanr(a, b).statistic)} for a, b in sessions
    ]
    white = rng.normal(0.1, 1, 40)
    moving = np.convolve(rng.normal(0.02, 1, 140), np.ones(21), "valid")
    golden = {
        "versions": {
            "scikit-learn": sklearn.__version__,
            "scipy": scipy.__version__,
            "statsmodels": statsmodels.__version__,
        },
        "classification": cases,
        "spearman": spearman,
        "neweyWest": [
            newey_west("white noise, lag 0", white, 0),
            newey_west("white noise, lag 5", white, 5),
            newey_west("overlapping sums, lag 21", moving, 21),
        ],
    }
    with open("golden.json", "w", encoding="utf-8") as file:
        json.dump(golden, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
