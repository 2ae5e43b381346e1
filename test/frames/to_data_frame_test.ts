import assert from "node:assert/strict";
import pl from "nodejs-polars";
import { type Dataset, type Panel, parseSession } from "~/core/mod.ts";
import { toDataFrame } from "~/frames/mod.ts";

const MONDAY = parseSession("2022-12-26");

/** Two tickers, three bars; every column has values of its own. */
function smallPanel(): Panel {
  const column = (start: number) => Float64Array.of(start, start + 0.25, start + 0.5);
  return {
    basis: "total",
    tickers: ["PETR4", "VALE3"],
    offsets: Int32Array.of(0, 2, 3),
    calendar: Int32Array.of(MONDAY, MONDAY + 1),
    session: Int32Array.of(MONDAY, MONDAY + 1, MONDAY),
    open: column(10),
    high: column(20),
    low: column(30),
    close: column(40),
    vwap: column(50),
    bid: Float64Array.of(60, NaN, 61),
    ask: column(70),
    turnover: column(80),
    shares: column(90),
    trades: column(100),
    factor: column(110),
    jump: Uint8Array.of(0, 1, 0),
  };
}

function smallDataset(): Dataset {
  return {
    nSamples: 3,
    features: ["momentum_20", "gap_5"],
    X: Float32Array.of(0.5, 1, 0.25, 2, -0.75, 3),
    tickers: ["PETR4", "VALE3"],
    ticker: Int32Array.of(0, 1, 1),
    session: Int32Array.of(MONDAY, MONDAY, MONDAY + 1),
    y: Uint8Array.of(2, 0, 1),
    targetReturn: Float64Array.of(0.01, -0.02, NaN),
    labelEnd: Int32Array.of(MONDAY + 7, MONDAY + 7, MONDAY + 8),
  };
}

const days = (frame: pl.DataFrame, column: string) =>
  Array.from<unknown, unknown>(
    frame.getColumn(column).toArray(),
    (date) => date instanceof Date && date.toISOString().slice(0, 10),
  );

Deno.test("toDataFrame() gives every column of a panel, in order and typed", () => {
  const panel = smallPanel();
  const frame = toDataFrame(panel);
  assert.deepEqual(frame.shape, { height: 3, width: 14 });
  assert.deepEqual(
    Object.entries(frame.schema).map(([name, type]) => `${name} ${(type as pl.DataType).variant}`),
    [
      "date Date",
      "ticker String",
      "open Float64",
      "high Float64",
      "low Float64",
      "close Float64",
      "vwap Float64",
      "bid Float64",
      "ask Float64",
      "turnover Float64",
      "shares Float64",
      "trades Float64",
      "factor Float64",
      "jump Bool",
    ],
  );
  const {
    basis: _basis,
    tickers: _tickers,
    offsets: _offsets,
    calendar: _calendar,
    session: _session,
    ...rest
  } = panel;
  assert.deepEqual(frame.columns.slice(2), Object.keys(rest), "a column of the panel is missing");
});

Deno.test("toDataFrame() keeps the values of a panel, dates and NaN included", () => {
  const frame = toDataFrame(smallPanel());
  assert.deepEqual(days(frame, "date"), ["2022-12-26", "2022-12-27", "2022-12-26"]);
  assert.deepEqual(frame.getColumn("ticker").toArray(), ["PETR4", "PETR4", "VALE3"]);
  assert.deepEqual(frame.getColumn("open").toArray(), [10, 10.25, 10.5]);
  assert.deepEqual(frame.getColumn("factor").toArray(), [110, 110.25, 110.5]);
  assert.deepEqual(frame.getColumn("bid").toArray(), [60, NaN, 61]);
  assert.equal(frame.getColumn("bid").nullCount(), 0);
  assert.deepEqual(frame.getColumn("jump").toArray(), [false, true, false]);
});

Deno.test("toDataFrame() gives features, label, target return and label end of a dataset", () => {
  const frame = toDataFrame(smallDataset());
  assert.deepEqual(
    Object.entries(frame.schema).map(([name, type]) => `${name} ${(type as pl.DataType).variant}`),
    [
      "date Date",
      "ticker String",
      "momentum_20 Float32",
      "gap_5 Float32",
      "label String",
      "target_return Float64",
      "label_end Date",
    ],
  );
  assert.deepEqual(days(frame, "date"), ["2022-12-26", "2022-12-26", "2022-12-27"]);
  assert.deepEqual(frame.getColumn("ticker").toArray(), ["PETR4", "VALE3", "VALE3"]);
  assert.deepEqual(frame.getColumn("momentum_20").toArray(), [0.5, 0.25, -0.75]);
  assert.deepEqual(frame.getColumn("gap_5").toArray(), [1, 2, 3]);
  assert.deepEqual(frame.getColumn("label").toArray(), ["buy", "sell", "hold"]);
  assert.deepEqual(frame.getColumn("target_return").toArray(), [0.01, -0.02, NaN]);
  assert.deepEqual(days(frame, "label_end"), ["2023-01-02", "2023-01-02", "2023-01-03"]);
});

Deno.test("toDataFrame() copies: the frame does not follow later changes of the panel", () => {
  const panel = smallPanel();
  const frame = toDataFrame(panel);
  panel.open[0] = -1;
  assert.equal(frame.getColumn("open").get(0), 10);
});

Deno.test("toDataFrame() refuses a feature that is called like another column", () => {
  assert.throws(() => toDataFrame({ ...smallDataset(), features: ["ticker", "gap_5"] }), /ticker/);
});

Deno.test("toDataFrame() of nothing has its columns and no row", () => {
  const none = {
    ...smallDataset(),
    nSamples: 0,
    X: new Float32Array(0),
    ticker: new Int32Array(0),
    session: new Int32Array(0),
    y: new Uint8Array(0),
    targetReturn: new Float64Array(0),
    labelEnd: new Int32Array(0),
  };
  assert.deepEqual(toDataFrame(none).shape, { height: 0, width: 7 });
});
