"""Features by pandas, independently of src/: run as `python make_golden.py > features.json`.

Makes 330 bars of a seeded random walk, rounded to cents, and every column of the presets `core` and `reference` on them.
"""
import json
import sys

import numpy as np
import pandas as pd

rng = np.random.default_rng(20221229)
N = 330
close = np.round(20 * np.exp(np.cumsum(0.02 * rng.standard_normal(N))), 2)
opening = np.round(close * np.exp(0.008 * rng.standard_normal(N)), 2)
high = np.round(np.maximum(opening, close) * np.exp(0.006 * np.abs(rng.standard_normal(N))) + 0.01, 2)
low = np.round(np.minimum(opening, close) * np.exp(-0.006 * np.abs(rng.standard_normal(N))) - 0.01, 2)
vwap = np.round((high + low + close) / 3, 2)
turnover = np.round(2e7 * np.exp(0.4 * rng.standard_normal(N)), 2)
shares = np.round(turnover / vwap)
bid, ask = close - 0.01, close + 0.02
bars = pd.DataFrame(dict(open=opening, high=high, low=low, close=close, vwap=vwap, turnover=turnover, shares=shares,
                         bid=bid, ask=ask))

O, H, L, C, V = (bars[k] for k in ["open", "high", "low", "close", "turnover"])
r = C.pct_change()
core = {}
for n in [1, 5, 10, 21, 63, 126, 252]:
    core[f"return_{n}"] = C.pct_change(n)
for n in [126, 252]:
    core[f"momentum_{n}_21"] = C.shift(21) / C.shift(n) - 1
core["overnight_return"] = O / C.shift() - 1
core["max_return_21"] = r.rolling(21).max()
core["up_share_21"] = (r > 0).astype(float).where(r.notna()).rolling(21).mean()
for n in [5, 21, 63, 252]:
    core[f"volatility_{n}"] = r.rolling(n).std()
core["volatility_ratio_21_252"] = r.rolling(21).std() / r.rolling(252).std()
core["skewness_63"] = r.rolling(63).apply(lambda x: ((x - x.mean()) ** 3).mean() / ((x - x.mean()) ** 2).mean() ** 1.5,
                                          raw=True)
core["parkinson_21"] = np.sqrt((np.log(H / L) ** 2).rolling(21).mean() / (4 * np.log(2)))
core["bar_range"] = (H - L) / O
core["bar_body"] = (C - O) / O
core["upper_shadow"] = (H - np.maximum(O, C)) / O
core["lower_shadow"] = (np.minimum(O, C) - L) / O
core["vwap_to_close"] = bars.vwap / C - 1
for n in [21, 252]:
    core[f"distance_to_high_{n}"] = C / C.rolling(n).max() - 1
    core[f"distance_to_low_{n}"] = C / C.rolling(n).min() - 1
for n in [5, 21, 63, 252]:
    core[f"distance_to_mean_{n}"] = C / C.rolling(n).mean() - 1
for n in [21, 63]:
    core[f"trend_slope_{n}"] = C.rolling(n).apply(lambda x: np.polyfit(np.arange(n), x, 1)[0], raw=True) / C
core["trend_fit_63"] = C.rolling(63).apply(lambda x: np.corrcoef(np.arange(63), x)[0, 1] ** 2, raw=True)


def wilder(changes, n=14):
    gain, loss = np.maximum(changes, 0), np.maximum(-changes, 0)
    g, l = gain[:n].mean(), loss[:n].mean()
    for i in range(n, len(changes)):
        g, l = (g * (n - 1) + gain[i]) / n, (l * (n - 1) + loss[i]) / n
    return 100 - 100 / (1 + g / l)


core["rsi_14"] = C.diff().rolling(252).apply(wilder, raw=True)
lowest, highest = L.rolling(14).min(), H.rolling(14).max()
core["stochastic_14"] = 100 * (C - lowest) / (highest - lowest)
core["bollinger_position_20"] = (C - C.rolling(20).mean()) / C.rolling(20).std()
last_ema = lambda span: lambda x: pd.Series(x).ewm(span=span, adjust=False).mean().iloc[-1]
core["macd_12_26"] = (C.rolling(252).apply(last_ema(12), raw=True) - C.rolling(252).apply(last_ema(26), raw=True)) / C
core["liquidity_63"] = np.log(V.rolling(63).mean())
core["turnover_ratio_1_21"] = np.log(V / V.rolling(21).mean())
core["turnover_ratio_5_63"] = np.log(V.rolling(5).mean() / V.rolling(63).mean())
core["turnover_volatility_21"] = np.log(V).rolling(21).std()
core["amihud_21"] = np.log((r.abs() / V * 1e6).rolling(21).mean() + 1e-9)

delta = C.diff()
gain, loss = delta.clip(lower=0).rolling(14).mean(), (-delta.clip(upper=0)).rolling(14).mean()
reference = {
    "rolling_volatility_5": ((C - O) / O).rolling(5).std(),
    "moving_avg_10": C.rolling(10).mean(),
    "macd": C.ewm(span=12, adjust=False).mean() - C.ewm(span=26, adjust=False).mean(),
    "rsi_14": 100 - 100 / (1 + gain / loss),
    "volume_change": bars.shares.pct_change(),
    "avg_volume_10": bars.shares.rolling(10).mean(),
    "best_buy_sell_spread": bars.ask - bars.bid,
    "close_to_best_buy": (C - bars.bid) / bars.bid,
    "price_momentum_5": C.pct_change(5),
    "high_breakout_20": (H == H.rolling(20).max()).astype(float),
    "bollinger_upper": C.rolling(20).mean() + 2 * C.rolling(20).std(),
    "stochastic_14": 100 * (C - C.rolling(14).min()) / (C.rolling(14).max() - C.rolling(14).min()),
    "close": C,
}

ROWS = [0, 13, 19, 20, 62, 100, 251, 252, 253, 300, 329]
at = lambda columns: {name: [None if np.isnan(x) else float(x) for x in column.iloc[ROWS]]
                      for name, column in columns.items()}
json.dump({
    "made_by": f"make_golden.py, Python {sys.version.split()[0]}, pandas {pd.__version__}, numpy {np.__version__}",
    "bars": {name: bars[name].tolist() for name in bars},
    "rows": ROWS,
    "core": at(core),
    "reference": at(reference),
}, sys.stdout)
