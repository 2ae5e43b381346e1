import assert from "node:assert/strict";
import { CLASSES } from "~/core/mod.ts";
import { buildDataset } from "~/dataset/mod.ts";
import { CORE, panelFeatureColumns, REFERENCE_WITHOUT_BOOK } from "~/features/mod.ts";
import { buildPanel } from "~/prices/mod.ts";
import { quotesOf, randomWalkPanel, weekdays } from "../market.ts";

const [N_TICKERS, N_SESSIONS, HORIZON] = [12, 300, 1];
const PANEL = randomWalkPanel(N_TICKERS, N_SESSIONS, 3);
const REFERENCE = await panelFeatureColumns(PANEL, REFERENCE_WITHOUT_BOOK);
const OPTIONS = {
  columns: REFERENCE,
  universe: new Uint8Array(PANEL.session.length).fill(1),
} as const;
const NOW = { kind: "indicator_rule", horizon: HORIZON } as const;
const NEXT = { kind: "next_indicator_rule", horizon: HORIZON } as const;

Deno.test("next_indicator_rule is the rule's class of the next bar", () => {
  const { dataset: now } = buildDataset(PANEL, { ...OPTIONS, label: NOW });
  const { dataset: next, leftOut } = buildDataset(PANEL, { ...OPTIONS, label: NEXT });
  assert.equal(next.nSamples, now.nSamples);
  assert.equal(leftOut["no label"], N_TICKERS * (HORIZON + 1));
  assert.ok(CLASSES.every((_, code) => next.y.includes(code)));
  const last = now.session[now.nSamples - 1];
  for (let i = 0; i < next.nSamples && next.session[i] < last; i++) {
    assert.equal(next.y[i], now.y[i + N_TICKERS]); // every ticker trades in every session
  }
  assert.deepEqual(next.labelEnd, now.labelEnd);
  assert.deepEqual(next.targetReturn, now.targetReturn);
});

Deno.test("rule labels are of the reference features, whatever features the model sees", async () => {
  const columns = await panelFeatureColumns(PANEL, CORE);
  for (const label of [NOW, NEXT]) {
    const { dataset: other } = buildDataset(PANEL, { ...OPTIONS, label });
    const { dataset } = buildDataset(PANEL, { ...OPTIONS, columns, label, labelColumns: REFERENCE });
    assert.deepEqual(dataset.features, CORE.features.map(({ name }) => name));
    assert.ok(dataset.nSamples > 0 && dataset.nSamples < other.nSamples);
    assert.deepEqual(dataset.y, other.y.subarray(other.nSamples - dataset.nSamples));
  }
});

Deno.test("rule labels refuse columns of other rows", async () => {
  const labelColumns = await panelFeatureColumns(randomWalkPanel(1, 40, 3), REFERENCE_WITHOUT_BOOK);
  assert.throws(() => buildDataset(PANEL, { ...OPTIONS, label: NEXT, labelColumns }), {
    name: "RangeError",
    message: "Cannot label by next_indicator_rule: columns must have the panel's 3600 rows, found 40",
  });
});

Deno.test("next_indicator_rule is known once the next bar is, however late that comes", async () => {
  const days = weekdays(80);
  const silent = [50, 51, 52, 53];
  const closeOf = (k: number, t: number) => 10 + k + Math.sin(1.7 * t + k) + Math.sin(0.9 * t);
  const specs = Array.from(
    { length: N_TICKERS },
    (_, k) =>
      days.flatMap((session, t) =>
        k === 0 && silent.includes(t) ? [] : [{
          ticker: `T0${String(k).padStart(2, "0")}3`,
          session,
          close: Math.round(100 * closeOf(k, t)) / 100,
          turnover: 5e6 * (2 + Math.sin(2.3 * t)),
        }]
      ),
  );
  const { panel } = buildPanel(quotesOf(specs.flat()));
  const columns = await panelFeatureColumns(panel, REFERENCE_WITHOUT_BOOK);
  const universe = new Uint8Array(panel.session.length).fill(1);
  const { dataset } = buildDataset(panel, { columns, label: NEXT, universe });
  const endOf = (k: number, t: number) =>
    days.indexOf(
      dataset.labelEnd.find((_, i) => dataset.ticker[i] === k && dataset.session[i] === days[t]) ?? NaN,
    );
  assert.equal(endOf(1, 49), 51); // the return from the open of 50 to that of 51
  assert.equal(endOf(0, 48), 50);
  assert.equal(endOf(0, 49), 54); // the rule is of the bar after the silence
});
