"""Times vectorbt on signals that backtest.ts wrote: backtest_vectorbt.py FOLDER ENGINE SESSIONS FEE RUNS.

The folder holds closes (f64) and entries and exits (u8), ticker by ticker. One portfolio a ticker, all in and all out,
total returns. ENGINE is rust (needs vectorbt-rust) or numba. Prints one line of JSON.
"""
import json
import sys
import time

import numpy as np
import pandas as pd
import vectorbt as vbt

folder, engine, n_sessions, fee, runs = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5])


def frame(name, dtype):
    values = np.fromfile(f"{folder}/{name}", dtype).reshape(-1, n_sessions).T
    return pd.DataFrame(np.ascontiguousarray(values), pd.bdate_range("2015-01-01", periods=n_sessions))


close, entries, exits = frame("close.f64", "<f8"), frame("entry.u8", "?"), frame("exit.u8", "?")


def run():
    portfolio = vbt.Portfolio.from_signals(
        close, entries, exits, fees=fee, init_cash=100.0, freq="1D", engine=engine
    )
    return portfolio.total_return(engine=engine)


seconds = []
for _ in range(runs + 1):
    began = time.perf_counter()
    total = run()
    seconds.append(time.perf_counter() - began)
later = sorted(seconds[1:])
name = f"vectorbt {vbt.__version__}, {engine}"
print(json.dumps({"name": name, "first": seconds[0], "seconds": later[runs // 2], "fastest": later[0],
                  "totalReturns": total.to_list()}))
