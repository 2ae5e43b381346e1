import assert from "node:assert/strict";
import { type Check, checkFutureNoise, checkTruncation, type Subject } from "~/audit/mod.ts";
import { takeQuotes } from "~/core/mod.ts";
import { crossRank } from "~/features/mod.ts";
import { type Faults, featureOf, historyOf, historyWithSplit, HONEST, subjectOf } from "./subject.ts";

/** Sessions at which the made-up history is cut. */
function cutsOf({ whole }: Subject): number[] {
  return [90, 150].map((day) => whole.panel.calendar[day]);
}

async function bothChecks(faults: Faults, history = historyOf()): Promise<Check[]> {
  const subject = await subjectOf(faults, history);
  return [
    await checkTruncation(subject, cutsOf(subject)),
    await checkFutureNoise(subject, cutsOf(subject), 7),
  ];
}

/** What each check names as changed. */
const changed = ({ evidence }: Check) => new Set(evidence.map(({ what }) => what));

Deno.test("checkTruncation() and checkFutureNoise() find nothing in window features, thirds and universe", async () => {
  for (
    const check of await bothChecks({
      features: [...HONEST, crossRank(featureOf("c", ({ close }) => close))],
    })
  ) {
    assert.equal(check.outcome, "pass", check.summary);
    assert.match(
      check.summary,
      /^none of \d+ values of the past changes where .* after 2016-05-\d\d, 2016-08-01$/,
    );
  }
});

/** Three-day average around each day: knows tomorrow. */
const CENTRED = featureOf(
  "centred_mean_3",
  ({ close }) => close.map((c, t) => (close[t - 1] + c + close[t + 1]) / 3 / c),
);

/** Tomorrow's return, as `shift(-1)` gives it. */
const SHIFTED = featureOf("shift_minus_1", ({ close }) => close.map((c, t) => close[t + 1] / c - 1));

for (const fault of [CENTRED, SHIFTED, crossRank(SHIFTED)]) {
  Deno.test(`checkTruncation() and checkFutureNoise() catch ${fault.name}`, async () => {
    for (const { outcome, ...check } of await bothChecks({ features: [...HONEST, fault] })) {
      assert.equal(outcome, "leak", check.summary);
      assert.ok(changed({ outcome, ...check }).has(fault.name));
      assert.ok(!changed({ outcome, ...check }).has("return_5")); // what is honest stays
    }
  });
}

Deno.test("checkTruncation() says where a leak shows: the row before the cut, with both values", async () => {
  const subject = await subjectOf({ features: [...HONEST, SHIFTED] });
  const { calendar } = subject.whole.panel;
  const check = await checkTruncation(subject, [calendar[120]]);
  const [first] = check.evidence;
  assert.deepEqual([first.what, first.changes, first.ticker], ["shift_minus_1", 24, "T0003"]);
  assert.equal(first.session, first.cut);
  assert.ok(typeof first.was === "number" && first.is === null); // the truncated history has no tomorrow
});

/** Standardises every column with means and deviations of all rows, tomorrow's included. */
function scaledOnAll(X: Float32Array, width: number): Float32Array {
  const columns = Array.from(
    { length: width },
    (_, j) => X.filter((x, at) => at % width === j && !Number.isNaN(x)),
  );
  const mean = columns.map((column) => column.reduce((a, b) => a + b, 0) / column.length);
  const std = columns.map((column, j) =>
    Math.sqrt(column.reduce((a, b) => a + (b - mean[j]) ** 2, 0) / column.length)
  );
  return X.map((x, at) => (x - mean[at % width]) / std[at % width]);
}

Deno.test("checkTruncation() and checkFutureNoise() catch a scaler that was fitted on all rows", async () => {
  const faults: Faults = {
    after: (made) => ({
      ...made,
      dataset: { ...made.dataset, X: scaledOnAll(made.dataset.X, made.set.features.length) },
    }),
  };
  for (const check of await bothChecks(faults)) {
    assert.equal(check.outcome, "leak", check.summary);
    assert.deepEqual(changed(check), new Set(HONEST.map(({ name }) => name)));
  }
});

Deno.test("checkTruncation() and checkFutureNoise() catch labels that look further ahead than they say", async () => {
  const faults: Faults = {
    after: (made) => {
      const { calendar } = made.panel;
      const dayBefore = new Map(Array.from(calendar, (day, i) => [day, calendar[i - 1]]));
      const labelEnd = made.dataset.labelEnd.map((day) => dayBefore.get(day) ?? NaN);
      return { ...made, dataset: { ...made.dataset, labelEnd } };
    },
  };
  const [truncation, noise] = await bothChecks(faults);
  assert.deepEqual([truncation.outcome, noise.outcome], ["leak", "leak"]);
  assert.deepEqual(changed(truncation), new Set(["sample"]));
  assert.ok(changed(noise).has("return"));
});

Deno.test("checkTruncation() and checkFutureNoise() catch a universe that was chosen by hindsight", async () => {
  const faults: Faults = {
    universe: ({ tickers, offsets, turnover, session }) => {
      const inside = new Uint8Array(session.length);
      tickers.forEach((_, t) =>
        inside.fill(turnover[offsets[t + 1] - 1] > 5e6 ? 1 : 0, offsets[t], offsets[t + 1])
      );
      return inside;
    },
  };
  for (const check of await bothChecks(faults)) {
    assert.equal(check.outcome, "leak", check.summary);
    assert.ok(changed(check).has("universe"));
  }
});

Deno.test("checkTruncation() and checkFutureNoise() catch what knows where the index will end", async () => {
  const { quotes, ...others } = historyOf();
  const session = Int32Array.from(new Set(quotes.session));
  const indexClose = Float64Array.from(session, (_, t) => 1e5 + t);
  const history = {
    ...others,
    quotes,
    market: { session, indexClose, riskFree: indexClose.map(() => 0.0004) },
  };
  const today = featureOf("index", ({ market, close }) => market.indexClose.subarray(0, close.length), {
    inputs: "market",
  });
  const atEnd = featureOf(
    "index_at_end",
    ({ market, close }) => close.map(() => market.indexClose[market.indexClose.length - 1]),
    { inputs: "market" },
  );
  assert.deepEqual((await bothChecks({ features: [today] }, history)).map(({ outcome }) => outcome), [
    "pass",
    "pass",
  ]);
  for (const check of await bothChecks({ features: [today, atEnd] }, history)) {
    assert.deepEqual(changed(check), new Set(["index_at_end"]));
  }
});

Deno.test("checkTruncation() catches quotes of survivors alone", async () => {
  const { quotes, ...others } = historyOf();
  const last = Math.max(...quotes.session);
  // the first share stops trading two months before the end
  const rows = [...quotes.session.keys()].filter((i) =>
    quotes.ticker[i] !== "T0003" || quotes.session[i] < last - 60
  );
  const filtered = { ...others, quotes: takeQuotes(quotes, rows) };
  const [truncation] = await bothChecks({
    quotes: ({ quotes }) => {
      const end = Math.max(...quotes.session);
      const alive = new Set(quotes.ticker.filter((_, i) => quotes.session[i] === end));
      return takeQuotes(quotes, [...quotes.ticker.keys()].filter((i) => alive.has(quotes.ticker[i])));
    },
  }, filtered);
  assert.equal(truncation.outcome, "leak");
  assert.ok(changed(truncation).has("rows"));
  assert.deepEqual((await bothChecks({}, filtered)).map(({ outcome }) => outcome), ["pass", "pass"]);
});

Deno.test("checkTruncation() forgives a later split its rounding, and nothing else", async () => {
  const history = historyWithSplit();
  for (const check of await bothChecks({}, history)) {
    assert.equal(check.outcome, "pass", check.summary);
    assert.match(
      check.summary,
      /but by rounding where later splits and payments rescale prices \(shares: 1, at most \de-\d+\)$/,
    );
  }
  const level = featureOf("adjusted_close", ({ close }) => close);
  for (const check of await bothChecks({ features: [...HONEST, level] }, history)) {
    assert.equal(check.outcome, "leak");
    assert.deepEqual(changed(check), new Set(["adjusted_close"])); // a third of the price, since a later split
  }
});
