"""Writes golden.json: what numpy, pandas and scipy say of a made-up equity curve, Sharpe ratios and choices.

Run from this folder with numpy, pandas and scipy installed: python make_golden.py
"""

import itertools
import json

import numpy as np
import pandas as pd
import scipy
from scipy.special import ndtr, ndtri
from scipy.stats import kurtosis, norm, rankdata, skew

EULER_GAMMA = 0.577215664901532860606512090082402431


def performance(equity, rate):
    """The curve as a pandas series by date; the rate of each session."""
    returns = equity.pct_change().iloc[1:]
    excess = returns - rate.iloc[1:]
    drawdown = equity / equity.cummax() - 1
    trough = drawdown.idxmin()
    peak = equity.loc[:trough].idxmax()
    recovered = equity.loc[trough:][equity.loc[trough:] >= equity[peak]]
    cagr = (equity.iloc[-1] / equity.iloc[0]) ** (252 / len(returns)) - 1
    downside = np.sqrt(np.mean(np.minimum(excess, 0) ** 2))
    sharpe = excess.mean() / excess.std(ddof=1)
    g3, g4 = skew(excess), kurtosis(excess, fisher=False)
    psr = norm.cdf(sharpe * np.sqrt(len(excess) - 1) / np.sqrt(1 - g3 * sharpe + (g4 - 1) / 4 * sharpe**2))
    ends = equity.groupby(equity.index.to_period("M")).last()
    before = pd.concat([pd.Series([equity.iloc[0]]), ends.iloc[:-1]]).to_numpy()
    day = lambda date: (date - pd.Timestamp("1970-01-01")).days
    return {
        "session": [day(date) for date in equity.index],
        "equity": equity.tolist(),
        "rate": rate.tolist(),
        "monthly": [{"month": str(m), "value": v} for m, v in (ends / before - 1).items()],
        "drawdowns": drawdown.tolist(),
        "wanted": {
            "firstSession": day(equity.index[0]),
            "lastSession": day(equity.index[-1]),
            "totalReturn": equity.iloc[-1] / equity.iloc[0] - 1,
            "cagr": cagr,
            "volatility": returns.std(ddof=1) * np.sqrt(252),
            "sharpeRatio": sharpe * np.sqrt(252),
            "sortinoRatio": excess.mean() / downside * np.sqrt(252),
            "maxDrawdown": {
                "depth": drawdown.min(),
                "peak": day(peak),
                "trough": day(trough),
                "recovery": day(recovered.index[0]) if len(recovered) else None,
            },
            "calmarRatio": cagr / -drawdown.min(),
            "estimate": {"sharpe": sharpe, "n": len(excess), "skewness": g3, "kurtosis": g4},
            "probabilisticSharpe": psr,
        },
    }


def sharpe_case(annual, n, skewness, kurt, variance, n_trials):
    sharpe = annual / np.sqrt(250)
    best = np.sqrt(variance) * (
        (1 - EULER_GAMMA) * norm.ppf(1 - 1 / n_trials) + EULER_GAMMA * norm.ppf(1 - 1 / (n_trials * np.e))
    )
    z = (sharpe - best) * np.sqrt(n - 1) / np.sqrt(1 - skewness * sharpe + (kurt - 1) / 4 * sharpe**2)
    return {
        "estimate": {"sharpe": sharpe, "n": n, "skewness": skewness, "kurtosis": kurt},
        "variance": variance,
        "nTrials": n_trials,
        "expectedMax": best,
        "deflated": norm.cdf(z),
    }


def overfitting(returns, n_blocks):
    blocks = np.array_split(np.arange(len(returns)), n_blocks)
    ratio = lambda rows: returns[rows].mean(0) / returns[rows].std(0, ddof=1)
    logits = []
    for chosen in itertools.combinations(range(n_blocks), n_blocks // 2):
        inside = np.concatenate([blocks[b] for b in chosen])
        outside = np.concatenate([blocks[b] for b in range(n_blocks) if b not in chosen])
        rank = rankdata(ratio(outside))[np.argmax(ratio(inside))] / (returns.shape[1] + 1)
        logits.append(np.log(rank / (1 - rank)))
    return {
        "returns": returns.ravel().tolist(),
        "nStrategies": returns.shape[1],
        "nBlocks": n_blocks,
        "pbo": float(np.mean(np.array(logits) <= 0)),
        "logits": sorted(logits),
    }


def main():
    rng = np.random.default_rng(20240115)
    dates = pd.bdate_range("2019-01-15", periods=520)
    steps = 0.0006 + 0.012 * rng.standard_t(4, len(dates))
    equity = pd.Series(100_000 * np.cumprod(1 + steps), dates)
    rate = pd.Series(0.0002 + 0.0001 * rng.random(len(dates)), dates)
    falling = pd.Series(100 * np.cumprod(1 - 0.01 * rng.random(30)), dates[:30])
    points = np.concatenate([np.linspace(-12, 8, 161), [-37.0, -30.5]])
    chances = np.concatenate([[1e-300, 1e-20, 1e-9], np.linspace(0.005, 0.995, 199), [1 - 1e-6, 1 - 1e-12]])
    noise = rng.normal(size=(60, 5))
    golden = {
        "versions": {"numpy": np.__version__, "pandas": pd.__version__, "scipy": scipy.__version__},
        "cdf": [[float(x), float(ndtr(x))] for x in points],
        "quantile": [[float(p), float(ndtri(p))] for p in chances],
        "performance": [performance(equity, rate), performance(falling, rate.iloc[:30])],
        "sharpe": [
            sharpe_case(2.5, 1250, -3, 10, 0.5 / 250, n_trials) for n_trials in (100, 46, 88)
        ] + [sharpe_case(1.1, 500, 0.4, 5, 0.001, 7)],
        "overfitting": [overfitting(noise, 6), overfitting(noise + np.array([0, 0.5, 0, 0, 0]), 4)],
    }
    with open("golden.json", "w", encoding="utf-8") as file:
        json.dump(golden, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
