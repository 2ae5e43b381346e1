"""Features by NumPy and pandas, independently of src/: run as `python make_catalog.py > catalog.json`.

Makes 800 bars of a seeded random walk with many equal closes, an index with holes and four more tickers, and every
column of the catalog but `core` and `reference` on them, each window computed afresh by its definition.
"""
import json
import sys

import numpy as np
import pandas as pd

rng = np.random.default_rng(158)
N = 800
close = np.round(20 * np.exp(np.cumsum(0.015 * rng.standard_normal(N))) * 10) / 10  # ticks of 10 cents: ties
opening = np.round(close * np.exp(0.008 * rng.standard_normal(N)), 2)
high = np.round(np.maximum(opening, close) * np.exp(0.006 * np.abs(rng.standard_normal(N))) + 0.01, 1)
high = np.maximum(high, np.maximum(opening, close))
low = np.round(np.minimum(opening, close) * np.exp(-0.006 * np.abs(rng.standard_normal(N))) - 0.01, 1)
low = np.minimum(low, np.minimum(opening, close))
vwap = np.round((high + low + close) / 3, 2)
turnover = np.round(2e7 * np.exp(0.4 * rng.standard_normal(N)), 2)
shares = np.round(turnover / vwap, -2)
bars = pd.DataFrame(dict(open=opening, high=high, low=low, close=close, vwap=vwap, turnover=turnover, shares=shares))

O, H, L, C, P, V, Q = (bars[k] for k in ["open", "high", "low", "close", "vwap", "turnover", "shares"])
r = C / C.shift() - 1
EPS = 1e-12


def windows(n, f, *columns):
    """f of the last n values of each column; NaN while the window is short or holds a NaN."""
    out = np.full(N, np.nan)
    for t in range(n - 1, N):
        parts = [np.asarray(c)[t - n + 1:t + 1] for c in columns]
        if not any(np.isnan(p).any() for p in parts):
            out[t] = f(*parts)
    return pd.Series(out)


def line(x):
    return np.polyfit(np.arange(len(x)) - (len(x) - 1) / 2, x, 1)


def share(rises, falls):
    return lambda d: (rises * np.maximum(d, 0).sum() + falls * np.maximum(-d, 0).sum()) / (np.abs(d).sum() + EPS)


top, bottom = np.maximum(O, C), np.minimum(O, C)
alpha158 = {
    "KMID": (C - O) / O, "KLEN": (H - L) / O, "KMID2": (C - O) / (H - L + EPS),
    "KUP": (H - top) / O, "KUP2": (H - top) / (H - L + EPS),
    "KLOW": (bottom - L) / O, "KLOW2": (bottom - L) / (H - L + EPS),
    "KSFT": (2 * C - H - L) / O, "KSFT2": (2 * C - H - L) / (H - L + EPS),
    "OPEN0": O / C, "HIGH0": H / C, "LOW0": L / C, "VWAP0": P / C,
}
move = r.abs() * Q
for n in [5, 10, 20, 30, 60]:
    mean, lines = C.rolling(n).mean(), [windows(n, lambda x, k=k: line(x)[k], C) for k in (0, 1)]
    alpha158 |= {
        f"ROC{n}": C.shift(n) / C,
        f"MA{n}": windows(n, np.mean, C) / C,
        f"STD{n}": windows(n, lambda x: np.std(x, ddof=1), C) / C,
        f"BETA{n}": lines[0] / C,
        f"RSQR{n}": windows(n, lambda x: np.corrcoef(np.arange(n), x)[0, 1] ** 2, C),
        f"RESI{n}": (C - lines[1] - lines[0] * (n - 1) / 2) / C,
        f"MAX{n}": windows(n, np.max, H) / C,
        f"MIN{n}": windows(n, np.min, L) / C,
        f"QTLU{n}": windows(n, lambda x: np.quantile(x, 0.8), C) / C,
        f"QTLD{n}": windows(n, lambda x: np.quantile(x, 0.2), C) / C,
        f"RANK{n}": C.rolling(n).rank(pct=True),
        f"RSV{n}": (C - L.rolling(n).min()) / (H.rolling(n).max() - L.rolling(n).min() + EPS),
        f"IMAX{n}": windows(n, lambda x: np.argmax(x) + 1, H) / n,
        f"IMIN{n}": windows(n, lambda x: np.argmin(x) + 1, L) / n,
        f"IMXD{n}": windows(n, lambda h, l: int(np.argmax(h)) - int(np.argmin(l)), H, L) / n,
        f"CORR{n}": windows(n, lambda x, y: np.corrcoef(x, y)[0, 1], C, np.log(Q.where(Q > 0))),
        f"CORD{n}": windows(n, lambda x, y: np.corrcoef(x, y)[0, 1], C / C.shift(), np.log(Q / Q.shift() + 1)),
        f"CNTP{n}": windows(n, lambda d: np.mean(d > 0), C.diff()),
        f"CNTN{n}": windows(n, lambda d: np.mean(d < 0), C.diff()),
        f"CNTD{n}": windows(n, lambda d: np.mean(d > 0) - np.mean(d < 0), C.diff()),
        f"SUMP{n}": windows(n, share(1, 0), C.diff()),
        f"SUMN{n}": windows(n, share(0, 1), C.diff()),
        f"SUMD{n}": windows(n, share(1, -1), C.diff()),
        f"VMA{n}": windows(n, np.mean, Q) / (Q + EPS),
        f"VSTD{n}": windows(n, lambda x: np.std(x, ddof=1), Q) / (Q + EPS),
        f"WVMA{n}": windows(n, lambda x: np.std(x, ddof=1) / (np.mean(x) + EPS), move),
        f"VSUMP{n}": windows(n, share(1, 0), Q.diff()),
        f"VSUMN{n}": windows(n, share(0, 1), Q.diff()),
        f"VSUMD{n}": windows(n, share(1, -1), Q.diff()),
    }

# The market: every weekday; the ticker misses some of them, the index's file others.
weekdays = np.array([d for d in range(16000, 16000 + 1300) if (d + 3) % 7 < 5])
session = np.delete(weekdays, np.arange(11, 831, 41))[:N]
index_close = np.round(50000 * np.exp(np.cumsum(0.012 * rng.standard_normal(len(weekdays)))), 2)
index_close[np.arange(17, len(weekdays), 97)] = np.nan
risk_free = np.round(0.0004 + 0.0001 * np.cos(np.arange(len(weekdays)) / 90), 7)
risk_free[300:310] = np.nan
known = pd.Series(index_close, weekdays).dropna()


def on_sessions(dated):
    """The newest known value, at most seven days old."""
    dated = pd.Series(dated.to_numpy(), dated.index).dropna()
    newest = np.searchsorted(dated.index, session, side="right") - 1
    values = np.where(newest >= 0, dated.to_numpy()[np.maximum(newest, 0)], np.nan)
    return pd.Series(np.where(session - dated.index.to_numpy()[np.maximum(newest, 0)] <= 7, values, np.nan))


jump = np.zeros(N, int)
jump[300] = 1
factor = np.where(np.arange(N) < 400, 0.5, 1.0)
dividends = np.zeros(N)
dividends[np.arange(30, N, 61)] = 0.0125
dividends[500] = 0.2  # no dividend: too large a step
total_factor = factor * np.exp(np.cumsum(dividends))
trades = np.round(turnover / 70)  # more than the five digits of the published count
bid, ask = np.round(C - 0.03, 2), np.round(C + 0.04, 2)

m = on_sessions(known) / on_sessions(known).shift() - 1
index_return = known / known.shift() - 1
full = {name: column for name, column in alpha158.items()
        if name.rstrip("0123456789") not in {"CNTP", "CNTN", "SUMN", "SUMD", "VSUMN", "VSUMD"}
        or name in {"KMID2", "KUP2", "KLOW2", "KSFT2"}}
beta = lambda r, m: np.cov(r, m)[0, 1] / np.var(m, ddof=1)
for n in [60, 252]:
    full |= {
        f"beta_{n}": windows(n, beta, r, m),
        f"idiosyncratic_volatility_{n}": windows(n, lambda r, m: np.std(r - beta(r, m) * m, ddof=1), r, m),
        f"volatility_{n}": windows(n, lambda x: np.std(x, ddof=1), r),
        f"amihud_{n}": np.log(windows(n, np.mean, r.abs() / V * 1e6) + 1e-9),
    }


def seasons(t):
    months = [C[t - 252 * k + 21] / C[t - 252 * k] - 1 for k in (1, 2, 3)
              if t - 252 * k >= 0 and not jump[t - 252 * k + 1:t - 252 * k + 22].any()]
    return np.mean(months) if months else np.nan


level = pd.Series(np.log(total_factor / factor))
step = level.diff()
full |= {
    "momentum_252_21": C.shift(21) / C.shift(252) - 1,
    "momentum_126_21": C.shift(21) / C.shift(126) - 1,
    "return_252": C / C.shift(252) - 1,
    "distance_to_high_252": C / C.rolling(252).max() - 1,
    "distance_to_low_252": C / C.rolling(252).min() - 1,
    "max_return_21": r.rolling(21).max(),
    "skewness_60": windows(60, lambda x: ((x - x.mean()) ** 3).mean() / np.var(x) ** 1.5, r),
    "median_liquidity_60": np.log(V.rolling(60).median()),
    "turnover_ratio_5_60": np.log(windows(5, np.mean, V) / windows(60, np.mean, V)),
    "log_price": np.log(C / factor),
    "dividend_yield_252": windows(252, lambda x: x[(x > 1e-5) & (x < 0.12)].sum(), step),
    "seasonality": pd.Series([seasons(t) for t in range(N)]),
}
for n in [1, 5, 21, 252]:
    full[f"market_return_{n}"] = on_sessions(known / known.shift(n) - 1)
for n in [21, 252]:
    full[f"market_volatility_{n}"] = on_sessions(index_return.rolling(n).std())
full["risk_free"] = on_sessions(pd.Series(risk_free, weekdays))
full["weekday"] = pd.Series([pd.Timestamp(int(d), unit="D").weekday() for d in session]).astype(float)

# Four more tickers over the last 300 sessions, the last of them outside the universe.
M, FROM = 4, N - 300
other_close = np.round(30 * np.exp(np.cumsum(0.02 * rng.standard_normal((M, 300)), axis=1)), 2)
other_turnover = np.round(5e6 * np.exp(0.5 * rng.standard_normal((M, 300))), 2)
closes = pd.DataFrame({k: np.r_[np.full(FROM, np.nan), other_close[k]] for k in range(M)})
closes.insert(0, "own", C)
turnovers = pd.DataFrame({k: np.r_[np.full(FROM, np.nan), other_turnover[k]] for k in range(M)})
turnovers.insert(0, "own", V)
inside = closes.columns[:M]
returns = closes / closes.shift() - 1
full["dispersion_5"] = returns.rolling(5).mean()[inside].std(axis=1)

extras = {"average_ticket": np.log(V / trades), "relative_spread": (ask - bid) / ((ask + bid) / 2),
          "beta_120": windows(120, beta, r, m)}



def rank(table):
    """Share of the session's universe below the own value, equal ones half."""
    table = table[inside]
    count = table.notna().sum(axis=1)
    return ((table.rank(axis=1).own - 0.5) / count).where(count > 1)


for name, table in {
    "return_21": closes / closes.shift(21) - 1, "momentum_252_21": closes.shift(21) / closes.shift(252) - 1,
    "volatility_252": returns.rolling(252).std(), "liquidity_63": np.log(turnovers.rolling(63).mean()),
}.items():
    extras[f"{name}_rank"] = rank(table)
    table = table[inside]
    extras[f"{name}_zscore"] = (table.own - table.mean(axis=1)) / table.std(axis=1)

usual = r.rolling(60).std()
year = closes.rolling(252)
sequence = {
    "scaled_return": r / usual / 2, "return_1_rank": rank(returns), "scaled_range": (H - L) / C / usual,
    "scaled_body": (C - O) / O / usual, "turnover_ratio_1_60": np.log(V / V.rolling(60).mean()),
    "return_20_rank": rank(closes / closes.shift(20)), "return_252_rank": rank(closes / closes.shift(252)),
    "position_252_rank": rank((closes - year.min()) / (year.max() - year.min())),
    "volatility_60_rank": rank(returns.rolling(60).std()), "scaled_market_return": full["market_return_1"] / usual,
}

since_break = C.groupby(jump.cumsum(), group_keys=False)
exponential = lambda span: since_break.apply(lambda x: x.ewm(span=span, adjust=False).mean())
up, down = C.diff().clip(lower=0).rolling(14).mean(), (-C.diff()).clip(lower=0).rolling(14).mean()
growth = Q / Q.shift() - 1
reference_repaired = {
    "rolling_volatility_5": (C / O - 1).rolling(5).std(), "moving_avg_10_to_close": C.rolling(10).mean() / C - 1,
    "macd_to_close": (exponential(12) - exponential(26)) / C, "rsi_14_ratio": up / (up + down),
    "volume_change_log": np.sign(growth) * np.log(1 + growth.abs()),
    "avg_volume_10_to_60": np.log(Q.rolling(10).mean()) - np.log(Q.rolling(60).mean()),
    "price_momentum_5": C / C.shift(5) - 1, "high_breakout_20": (H == H.rolling(20).max()).astype(float),
    "bollinger_upper_to_close": (C.rolling(20).mean() + 2 * C.rolling(20).std()) / C - 1,
    "stochastic_14_ratio": (C - C.rolling(14).min()) / (C.rolling(14).max() - C.rolling(14).min()),
    "return_1": r,
}


def smoothed(x, alpha, seed):
    """Recursive average begun with the mean of the first `seed` values."""
    x = pd.Series(x)
    first = x.first_valid_index()
    out = pd.Series(np.nan, x.index)
    value = out[first + seed - 1] = x.iloc[first:first + seed].mean()
    for t in range(first + seed, len(x)):
        value = out[t] = alpha * x[t] + (1 - alpha) * value
    return out


ema = lambda x, span, seed: smoothed(x, 2 / (span + 1), span if seed == "sma-seeded" else 1)
gain, loss = C.diff().clip(lower=0), -C.diff().clip(upper=0)
true_range = pd.concat([H - L, (H - C.shift()).abs(), (L - C.shift()).abs()], axis=1).max(axis=1, skipna=False)
rsi = lambda g, l: 100 - 100 / (1 + g / l)


def averages(seed):
    macd = ema(C, 12, seed) - ema(C, 26, seed)
    return {f"ema_12_{seed}": ema(C, 12, seed), f"ema_26_{seed}": ema(C, 26, seed), f"macd_12_26_{seed}": macd,
            f"macd_signal_12_26_9_{seed}": ema(macd, 9, seed)}


def bands(ddof):
    std = windows(20, lambda x: np.std(x, ddof=ddof), C)
    return {f"bollinger_upper_20_ddof{ddof}": C.rolling(20).mean() + 2 * std,
            f"bollinger_lower_20_ddof{ddof}": C.rolling(20).mean() - 2 * std}


indicators = averages("sma-seeded") | bands(0) | {
    "rsi_14_wilder": rsi(smoothed(gain, 1 / 14, 14), smoothed(loss, 1 / 14, 14)),
    "atr_14_wilder": smoothed(true_range, 1 / 14, 14),
}
for n in [5, 10, 20, 30, 60]:
    indicators |= {
        f"roc_{n}": C / C.shift(n) - 1, f"std_{n}": windows(n, lambda x: np.std(x, ddof=1), C),
        f"max_{n}": C.rolling(n).max(), f"min_{n}": C.rolling(n).min(),
        f"quantile_80_{n}": windows(n, lambda x: np.quantile(x, 0.8), C),
        f"quantile_20_{n}": windows(n, lambda x: np.quantile(x, 0.2), C),
    }
place = lambda top, bottom: 100 * (C - bottom.rolling(14).min()) / (top.rolling(14).max() - bottom.rolling(14).min())
other_conventions = averages("x0") | bands(1) | {
    "rsi_14_cutler": rsi(gain.rolling(14).mean(), loss.rolling(14).mean()),
    "stochastic_14_hl": place(H, L), "stochastic_14_closes": place(C, C),
}

ROWS = [0, 4, 5, 9, 13, 14, 30, 59, 60, 111, 251, 252, 253, 320, 504, 530, 777, 799]
at = lambda columns: {name: [None if np.isnan(x) else float(x) for x in column.iloc[ROWS]]
                      for name, column in columns.items()}
numbers = lambda column: [None if np.isnan(x) else float(x) for x in column]
bars = bars.assign(session=session, jump=jump, factor=factor, total_factor=total_factor, trades=trades, bid=bid, ask=ask)
json.dump({
    "made_by": f"make_catalog.py, Python {sys.version.split()[0]}, pandas {pd.__version__}, numpy {np.__version__}",
    "bars": {name: bars[name].tolist() for name in bars},
    "market": {"session": weekdays.tolist(), "index_close": numbers(index_close), "risk_free": numbers(risk_free)},
    "others": [{"close": other_close[k].tolist(), "turnover": other_turnover[k].tolist()} for k in range(M)],
    "rows": ROWS,
    "sets": {"alpha158": at(alpha158), "full": at(full), "indicators": at(indicators),
             "other_conventions": at(other_conventions), "extras": at(extras),
             "sequence": at(sequence), "reference_repaired": at(reference_repaired)},
}, sys.stdout)
