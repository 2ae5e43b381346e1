"""How fast Polars or pandas turn COTAHIST ZIPs into typed columns: `ingest_peers.py NAME RUNS MARKETS ZIP...`."""

import io
import json
import re
import sys
import time
import zipfile

name, runs, markets = sys.argv[1], int(sys.argv[2]), sys.argv[3]
paths = sys.argv[4:]

# First character counted from 0, characters, kind: day, text, integer, hundredths.
FIELDS = {
    "session": (2, 8, "day"), "board": (10, 2, "text"), "ticker": (12, 12, "text"), "market": (24, 3, "integer"),
    "company": (27, 12, "text"), "specification": (39, 10, "text"), "forward_term": (49, 3, "text"),
    "currency": (52, 4, "text"), "open": (56, 13, "price"), "high": (69, 13, "price"), "low": (82, 13, "price"),
    "average": (95, 13, "price"), "close": (108, 13, "price"), "bid": (121, 13, "price"), "ask": (134, 13, "price"),
    "trades": (147, 5, "integer"), "shares": (152, 18, "integer"), "turnover": (170, 18, "price"),
    "strike": (188, 13, "price"), "strike_index": (201, 1, "integer"), "expiry": (202, 8, "day"),
    "quotation_factor": (210, 7, "integer"), "strike_points": (217, 13, "integer"), "isin": (230, 12, "text"),
    "distribution": (242, 3, "integer"),
}


def inflate():
    texts = []
    for path in paths:
        with zipfile.ZipFile(path) as zipped:
            texts.extend(zipped.read(entry) for entry in zipped.namelist())
    return b"".join(texts)


def polars():
    import polars as pl

    line = pl.col("line")
    typed = {
        "text": lambda part: part.str.strip_chars_end(),
        "integer": lambda part: part.cast(pl.Int64, strict=False),
        "price": lambda part: part.cast(pl.Int64, strict=False) / 100,
        "day": lambda part: part.str.to_date("%Y%m%d", strict=False),
    }
    columns = [typed[kind](line.str.slice(start, width)).alias(field) for field, (start, width, kind) in FIELDS.items()]
    lines = pl.read_csv(io.BytesIO(inflate()), has_header=False, separator="\x01", quote_char=None,
                        schema={"line": pl.String}, encoding="utf8-lossy").lazy()
    lines = lines.filter(line.str.starts_with("01"))
    if markets == "cash":
        lines = lines.filter(line.str.slice(24, 3) == "010")
    return pl, lines.select(columns).collect().height


def pandas():
    import pandas as pd

    table = pd.read_fwf(io.BytesIO(inflate()), names=list(FIELDS), dtype=str, header=None, encoding="latin-1",
                        colspecs=[(start, start + width) for start, width, _ in FIELDS.values()])
    table = table[table["session"].str.fullmatch(r"\d{8}") & (table["distribution"].notna())]
    if markets == "cash":
        table = table[table["market"] == "010"]
    for field, (_, _, kind) in FIELDS.items():
        if kind == "day":
            table[field] = pd.to_datetime(table[field], format="%Y%m%d", errors="coerce")
        elif kind != "text":
            table[field] = pd.to_numeric(table[field], errors="coerce") / (100 if kind == "price" else 1)
    return pd, len(table)


seconds = []
for _ in range(runs):
    began = time.perf_counter()
    library, kept = {"polars": polars, "pandas": pandas}[name]()
    seconds.append(time.perf_counter() - began)
try:
    with open("/proc/self/status") as status:
        peak = int(re.search(r"VmHWM:\s*(\d+)", status.read())[1]) / 1024
except OSError:
    peak = None
how = {"polars": "slicing, 2 threads", "pandas": "read_fwf"}[name]
print(json.dumps({
    "name": f"{name} {library.__version__}, {how}",
    "kept": kept,
    "seconds": sorted(seconds)[len(seconds) // 2],
    "peakMegabytes": peak,
}))
