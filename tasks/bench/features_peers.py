"""Times indicators by Polars or TA-Lib on the bars that features.ts wrote: features_peers.py FOLDER polars|talib RUNS.

RSI, ATR (Wilder 14), EMA 12 and 26, MACD with signal, Bollinger 20; rate of change, standard deviation, maximum, minimum
and, by Polars, quantiles 0.8 and 0.2 over 5, 10, 20, 30 and 60 closes. Prints one line of JSON.
"""
import json
import sys
import time

import numpy as np

folder, peer, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
high, low, close = (np.fromfile(f"{folder}/{name}.f64") for name in ["high", "low", "close"])
offsets = np.fromfile(f"{folder}/offsets.i32", np.int32)
WINDOWS = [5, 10, 20, 30, 60]


def by_polars():
    import polars as pl
    ticker = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    table = pl.DataFrame({"ticker": ticker, "high": high, "low": low, "close": close})
    c = pl.col("close")
    before, change = c.shift(1), c.diff()
    ewm = lambda x, **kind: x.ewm_mean(adjust=False, **kind)
    true_range = pl.max_horizontal(pl.col("high") - pl.col("low"), (pl.col("high") - before).abs(),
                                   (pl.col("low") - before).abs())
    gain, loss = change.clip(lower_bound=0), (-change).clip(lower_bound=0)
    macd = ewm(c, span=12) - ewm(c, span=26)
    mean, std = c.rolling_mean(20), c.rolling_std(20)
    columns = {
        "rsi": 100 - 100 / (1 + ewm(gain, alpha=1 / 14) / ewm(loss, alpha=1 / 14)),
        "ema12": ewm(c, span=12), "ema26": ewm(c, span=26), "macd": macd, "signal": ewm(macd, span=9),
        "upper": mean + 2 * std, "lower": mean - 2 * std, "atr": ewm(true_range, alpha=1 / 14),
    }
    for n in WINDOWS:
        columns |= {f"roc{n}": c / c.shift(n) - 1, f"std{n}": c.rolling_std(n), f"max{n}": c.rolling_max(n),
                    f"min{n}": c.rolling_min(n)}
        for q in [0.8, 0.2]:
            columns[f"q{q}_{n}"] = c.rolling_quantile(q, window_size=n, interpolation="linear")
    query = [expression.over("ticker").alias(name) for name, expression in columns.items()]
    return lambda: table.lazy().select(query).collect().width, pl.thread_pool_size(), f"Polars {pl.__version__}"


def by_talib():
    import talib

    def run():
        out = np.empty((28, len(close)))
        for a, b in zip(offsets[:-1], offsets[1:]):
            c, h, l, o = close[a:b], high[a:b], low[a:b], out[:, a:b]
            o[0], o[1], o[2], o[7] = talib.RSI(c, 14), talib.EMA(c, 12), talib.EMA(c, 26), talib.ATR(h, l, c, 14)
            o[3], o[4], _ = talib.MACD(c, 12, 26, 9)
            o[5], _, o[6] = talib.BBANDS(c, 20, 2, 2)
            for i, n in enumerate(WINDOWS):
                o[8 + i], o[13 + i] = talib.ROC(c, n), talib.STDDEV(c, n)
                o[18 + i], o[23 + i] = talib.MAX(c, n), talib.MIN(c, n)
        return len(out)
    return run, 1, f"TA-Lib {talib.__version__}"


run, threads, name = {"polars": by_polars, "talib": by_talib}[peer]()
seconds = []
for _ in range(runs + 1):
    began = time.perf_counter()
    n_columns = run()
    seconds.append(time.perf_counter() - began)
seconds = sorted(seconds[1:])
print(json.dumps({"name": name, "threads": threads, "nColumns": n_columns, "seconds": seconds[runs // 2],
                  "fastest": seconds[0]}))
