"""Writes golden.json: what scikit-learn, scipy, statsmodels and pandas say about small made-up forecasts.

Run from this folder with scikit-learn, scipy, statsmodels and pandas installed: python make_golden.py
"""

import json
import warnings

import numpy as np
import pandas as pd
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from scipy.stats import spearmanr, ttest_1samp
from sklearn import metrics
from sklearn.calibration import calibration_curve

CLASSES = [0, 1, 2]
NAMES = ["sell", "hold", "buy"]


def or_none(value):
    return None if np.isnan(value) else float(value)


def brier(y, probabilities):
    return metrics.brier_score_loss(y, probabilities, labels=CLASSES, scale_by_half=False)


def average_precision(is_true, score):
    return float(metrics.average_precision_score(is_true, score)) if is_true.any() else None


def bins_of(probability):
    return np.searchsorted(np.arange(1, 15) / 15, probability)


def reliability(is_true, probability):
    """scikit-learn's calibration_curve, with the number of each bin and how many samples it holds."""
    share, confidence = calibration_curve(is_true, probability, n_bins=15)
    bins, counts = np.unique(bins_of(probability), return_counts=True)
    keys = ("bin", "confidence", "share", "nSamples")
    return [dict(zip(keys, row)) for row in zip(bins.tolist(), confidence.tolist(), share.tolist(), counts.tolist())]


def calibration_error(y, probabilities):
    right, confidence = probabilities.argmax(1) == y, probabilities.max(1)
    bins = pd.DataFrame({"right": right, "confidence": confidence}).groupby(bins_of(confidence))
    return float(((bins.right.mean() - bins.confidence.mean()).abs() * bins.size() / len(y)).sum())


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
                    "averagePrecision": average_precision(y == k, probabilities[:, k]),
                    "support": int(support[k]),
                    "predicted": int(np.sum(predicted == k)),
                }
                for k in CLASSES
            },
            "mcc": metrics.matthews_corrcoef(y, predicted) if len(set(y)) > 1 and len(set(predicted)) > 1 else None,
            "confusion": metrics.confusion_matrix(y, predicted, labels=CLASSES).tolist(),
            "logLoss": metrics.log_loss(y, probabilities, labels=CLASSES),
            "brierLoss": brier(y, probabilities),
            "brierSkill": 1 - brier(y, probabilities) / brier(y, np.tile(np.bincount(y, minlength=3) / len(y), (len(y), 1))),
            "calibrationError": calibration_error(y, probabilities),
            "macroAveragePrecision": metrics.average_precision_score(
                np.eye(3)[y][:, np.unique(y)], probabilities[:, np.unique(y)], average="macro"
            ),
            "reliability": {
                "topClass": reliability(probabilities.argmax(1) == y, probabilities.max(1)),
                "byClass": {NAMES[k]: reliability(y == k, probabilities[:, k]) for k in CLASSES},
            },
            "nImpossible": int(np.sum(probabilities[np.arange(len(y)), y] == 0)),
        }
    return {
        "name": name,
        "y": y.tolist(),
        "predicted": predicted.tolist(),
        "probabilities": probabilities.ravel().tolist(),
        "wanted": wanted,
    }


def price_scores(actual, forecast):
    return {
        "mape": metrics.mean_absolute_percentage_error(actual, forecast),
        "mae": metrics.mean_absolute_error(actual, forecast),
        "rmse": metrics.root_mean_squared_error(actual, forecast),
        "rSquared": metrics.r2_score(actual, forecast),
    }


def regression(rng):
    n = 50
    target = rng.normal(0.01, 0.05, n)
    expected = 0.2 * target + rng.normal(0, 0.01, n)
    train_mean, train_size = np.repeat([0.004, 0.011], n // 2), np.repeat([0.03, 0.05], n // 2)
    price = np.exp(rng.normal(2.5, 1, n))
    zero = np.zeros(n)
    squared = metrics.mean_squared_error
    return {
        "expectedReturn": expected.tolist(),
        "targetReturn": target.tolist(),
        "trainReturns": {"mean": train_mean.tolist(), "meanAbsolute": train_size.tolist()},
        "price": price.tolist(),
        "wanted": {
            "mae": metrics.mean_absolute_error(target, expected),
            "rmse": metrics.root_mean_squared_error(target, expected),
            "zeroMae": metrics.mean_absolute_error(target, zero),
            "zeroRmse": metrics.root_mean_squared_error(target, zero),
            "rSquaredZero": 1 - squared(target, expected) / squared(target, zero),
            "rSquaredMean": 1 - squared(target, expected) / squared(target, train_mean),
            "mase": metrics.mean_absolute_error(target / train_size, expected / train_size),
            "price": {
                "model": price_scores(price * (1 + target), price * (1 + expected)),
                "persistence": price_scores(price * (1 + target), price),
            },
        },
    }


def made_up_panel(rng):
    """Samples of some tickers in sessions of three years: too few in one session, equal scores in another."""
    sessions = pd.bdate_range("2019-12-18", "2021-01-08", freq="8B")
    rows = [
        (session, ticker)
        for i, session in enumerate(sessions)
        for ticker in range(17)
        if ticker < 9 or (i != 5 and rng.random() < 0.7)
    ]
    panel = pd.DataFrame(rows, columns=["date", "ticker"])
    n = len(panel)
    panel["score"] = rng.normal(size=n).round(1)
    panel.loc[panel.date == sessions[9], "score"] = 0.5
    panel["return"] = (0.01 * panel.score + rng.normal(scale=0.05, size=n)).round(3)
    panel["y"] = rng.integers(0, 3, n)
    return panel, rng.dirichlet([1.5, 1.0, 2.0], n)


def breakdown(panel, probabilities, horizon):
    panel = panel.assign(
        predicted=probabilities.argmax(1),
        right=probabilities.argmax(1) == panel.y,
        loss=-np.log(probabilities[np.arange(len(panel)), panel.y]),
        year=panel.date.dt.year,
    )
    size = panel.groupby("date").ticker.transform("size")
    varies = panel.groupby("date").score.transform("nunique") > 1
    ranked = panel[(size >= 10) & varies].copy()
    rank = ranked.groupby("date").score.rank()
    ranked["part"] = ((rank - 0.5) / size[ranked.index] * 5).astype(int)
    by_session = ranked.groupby("date")[["score", "return"]].apply(lambda g: spearmanr(g["score"], g["return"]).statistic)
    parts = ranked.groupby(["date", "part"])["return"].mean().unstack()
    spread = (parts[4] - parts[0]).dropna()
    fit = newey_west("", spread.to_numpy(), horizon)
    top = ranked[ranked.part == 4]
    weights = top.assign(weight=1 / top.groupby("date").ticker.transform("size")).pivot(
        index="date", columns="ticker", values="weight"
    ).reindex(parts.index)
    held = weights.fillna(0)[weights.notna().any(axis=1)].reindex(parts.index)
    turnover = held.diff(horizon).abs().sum(axis=1, skipna=False).dropna() / 2
    yearly = by_session.groupby(by_session.index.year).mean()
    scored = {"nSamples": ("y", "size"), "logLoss": ("loss", "mean"), "accuracy": ("right", "mean")}
    years = panel.groupby("year").agg(**scored)
    years["rankIc"], years["nSessions"] = yearly, by_session.groupby(by_session.index.year).size()
    tickers = panel.groupby("ticker").agg(**scored, meanReturn=("return", "mean"))
    for code, count, mean in ((2, "nBuys", "buyReturn"), (0, "nSells", "sellReturn")):
        called = panel[panel.predicted == code].groupby("ticker")["return"]
        tickers[count], tickers[mean] = called.size(), called.mean()
    tickers[["nBuys", "nSells"]] = tickers[["nBuys", "nSells"]].fillna(0)
    return {
        "session": ((panel.date - pd.Timestamp(0)).dt.days).tolist(),
        **{name: panel[name].tolist() for name in ("ticker", "score", "return", "y")},
        "probabilities": probabilities.ravel().tolist(),
        "horizon": horizon,
        "wanted": {
            "quantiles": {
                "means": parts.mean().tolist(),
                "longShort": fit["mean"],
                "longShortTValue": fit["tValue"],
                "monotonicity": float(spearmanr(range(5), parts.mean()).statistic),
                "topTurnover": float(turnover.mean()),
                "nSessions": len(parts),
            },
            "yearlyTValue": float(ttest_1samp(yearly, 0).statistic),
            "nYears": len(yearly),
            "byYear": records(years.reset_index()),
            "byTicker": records(tickers.reset_index().assign(ticker=lambda t: "TICK" + t.ticker.astype(str))),
        },
    }


def records(table):
    return json.loads(json.dumps([
        {key: None if pd.isna(value) else value for key, value in row.items()} for row in table.to_dict("records")
    ], default=lambda value: value.item()))


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
            "pandas": pd.__version__,
            "statsmodels": statsmodels.__version__,
        },
        "classification": cases,
        "regression": regression(rng),
        "breakdown": breakdown(*made_up_panel(rng), 3),
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
