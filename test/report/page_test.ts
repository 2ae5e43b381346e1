import assert from "node:assert/strict";
import { renderReport, type ReportData } from "~/report/mod.ts";
import { filledReport } from "./filled_report.ts";
import { sampleLeaderboard, sampleReport } from "./sample_report.ts";

const still = (data: ReportData) => renderReport(data, { interactive: false });
const holds = (page: string, pattern: RegExp) => assert.ok(pattern.test(page), `nothing matches ${pattern}`);
const lacks = (page: string, pattern: RegExp) => assert.equal(pattern.exec(page)?.[0], undefined);
/** Fields whose values are names in our own types, not texts. */
const KEPT = new Set([
  "label",
  "basis",
  "featureBasis",
  "returnBasis",
  "beats",
  "score",
  "severity",
  "predicted",
  "code",
  "method",
  "of",
  "role",
  "strategy",
  "classes",
  "advice",
]);
/** Text of the cells of the table row that starts with a name. */
const cells = (page: string, name: string) => {
  const [, row] = new RegExp(`<tr[^>]*>\\s*<th scope="row">${name}</th>(.*?)</tr>`, "s").exec(page) ?? [];
  return [...(row ?? "").matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) =>
    cell.replace(/<.*?>/gs, " ").trim()
  );
};

Deno.test("renderReport() says the verdict before anything else", async () => {
  const page = await still(sampleReport());
  const order = [
    "Not distinguishable from its baselines",
    "forest beats climatology by 0.0204 nats",
    "Read this with care",
    "<table",
  ];
  const positions = order.map((text) => page.indexOf(text, page.indexOf("<body")));
  assert.ok(positions.every((position) => position > 0));
  assert.deepEqual(positions, positions.toSorted((a, b) => a - b));
});

Deno.test("renderReport() shows every score of every row, and a dash where nothing can be said", async () => {
  const page = await still(sampleReport());
  const { rows } = sampleLeaderboard();
  for (const { name, classification, ranking } of rows) {
    const write = (value: number | null, decimals: number) =>
      value === null ? "–" : value.toFixed(decimals).replace("-", "−");
    assert.deepEqual(cells(page, name), [
      write(ranking.rankIc, 3),
      write(ranking.icir, 2),
      write(ranking.tValue, 1),
      write(classification.logLoss, 4),
      write(classification.brierLoss, 4),
      `${write(100 * classification.accuracy, 1)}\u00a0%`,
      `${write(100 * classification.balancedAccuracy, 1)}\u00a0%`,
      write(classification.macroF1, 3),
    ]);
  }
  assert.deepEqual(cells(page, "forest").slice(3, 5), ["1.0782", "0.6541"]);
  assert.deepEqual(cells(page, "climatology").slice(0, 3), ["–", "–", "–"]);
});

Deno.test("renderReport() shows confusion, folds, predictions, what was left out and how to make it again", async () => {
  const page = await still(sampleReport());
  holds(page, /43\u00a0%<span class="count">9,777<\/span>/);
  assert.deepEqual(cells(page, "7").slice(0, 4), [
    "2009-01-05 to 2021-11-27",
    "103,430",
    "2022-01-04 to 2022-12-29",
    "9,850",
  ]);
  assert.deepEqual(
    cells(page, "PETR4").at(-1),
    "2022-12-29",
  );
  assert.deepEqual(cells(page, "Unexplained jump"), ["3", "tickers from the jump on: OIBR3, TELB4, RCSL4"]);
  holds(page, /<li>MGLU3 moves more than anything in the training data<\/li>/);
  holds(page, /<code>deno task evaluate tasks\/runs\/forest_h21\.json<\/code>/);
  holds(page, /&quot;nTrees&quot;: 300/);
  holds(page, /<dt>maxDepth<\/dt>\s*<dd>null<\/dd>/);
});

Deno.test("renderReport() says the verdict once; the predictions point at it", async () => {
  const sample = sampleReport();
  const page = await still(sample);
  assert.equal(page.split(sample.leaderboard.verdicts[0].sentence).length, 2);
  holds(page, /<a href="#verdict">/);
  holds(page, /id="verdict"/);
});

Deno.test("renderReport() shows the predictions of both ends, sorted, and says of how many", async () => {
  const sample = sampleReport();
  const [some] = sample.predictions;
  const predictions = Array.from({ length: 20 }, (_, i) => {
    const buy = (i * 7 % 20) / 40; // every multiple of 1/40 below a half once
    return { ...some, ticker: `T${i}`, probabilities: { sell: 0.5 - buy, hold: 0.5, buy } };
  });
  const shown = (page: string) =>
    [...page.matchAll(/<th scope="row">T(\d+)<\/th>/g)].map(([, i]) => Number(i) * 7 % 20);
  const many = await still({ ...sample, predictions });
  assert.deepEqual(shown(many), [19, 18, 17, 16, 15, 14, 5, 4, 3, 2, 1, 0]);
  holds(many, /Of 20 they are the 12 with the greatest and the least P\(buy\) − P\(sell\)\./);
  const few = await still({ ...sample, predictions: predictions.slice(0, 12) });
  assert.equal(shown(few).length, 12);
  lacks(few, /they are the/);
});

Deno.test("renderReport() names both price bases where they differ and one where they do not", async () => {
  const sample = sampleReport();
  const page = await still(sample);
  holds(page, /<dt>Prices of features<\/dt>\s*<dd>split: adjusted for splits<\/dd>/);
  holds(page, /<dt>Prices of returns<\/dt>\s*<dd>total: adjusted for splits and dividends<\/dd>/);
  const same = await still({
    ...sample,
    model: { ...sample.model, featureBasis: "raw", returnBasis: "raw" },
  });
  holds(same, /<dt>Prices<\/dt>\s*<dd>raw: as published<\/dd>/);
  lacks(same, /Prices of/);
});

Deno.test("renderReport() groups findings by kind, the gravest first, and folds away all but a few", async () => {
  const some = (severity: "info" | "warning" | "error", kind: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({ severity, kind, message: `${kind} ${i}` }));
  const page = await still({
    ...sampleReport(),
    findings: [
      ...some("info", "corporate_action", 1234),
      ...some("info", "other_papers", 1),
      ...some("warning", "long_silence", 4),
      ...some("error", "missing_price", 3),
    ],
  });
  const groups = page.matchAll(/<details( open)?>\s*<summary>([^<]*) <span class="count">([\d,]+)<\/span>/g);
  assert.deepEqual([...groups].map((group) => group.slice(1)), [
    [" open", "missing price", "3"],
    [undefined, "long silence", "4"],
    [undefined, "corporate action", "1,234"],
    [" open", "other papers", "1"],
  ]);
});

Deno.test("renderReport() asks for nothing outside itself", async () => {
  const page = await renderReport(filledReport());
  const [plotly] = /<script>[^]*?<\/script>/.exec(page) ?? [""];
  assert.ok(plotly.length > 4e6);
  const rest = page.replace(plotly, () => "");
  assert.deepEqual(
    [...rest.matchAll(/(?:https?:)?\/\/[a-z][\w.-]+/gi)].map(([url]) => url).filter((url) =>
      url !== "http://www.w3.org"
    ),
    [],
  );
  for (const [, target] of rest.matchAll(/\b(?:src|href|action|data)="([^"]*)"/g)) assert.match(target, /^#/);
  for (const [, target] of rest.matchAll(/url\(([^)]*)\)/g)) assert.match(target, /^(&quot;|['"])?#/);
  lacks(rest, /@import|<link|<img|<iframe/);
  holds(page, /http-equiv="Content-Security-Policy"\s+content="default-src &#39;none&#39;;/);
});

Deno.test("renderReport() escapes every text it is given", async () => {
  const evil = "<script>alert('x')</script>\"&";
  const spoil = (value: unknown): unknown =>
    typeof value === "string"
      ? value + evil
      : Array.isArray(value)
      ? value.map(spoil)
      : value !== null && typeof value === "object"
      ? Object.fromEntries(
        Object.entries(value).map(([key, some]) => [key, KEPT.has(key) ? some : spoil(some)]),
      )
      : value;
  const page = await renderReport(spoil(filledReport()) as ReportData);
  lacks(page, /<script>alert/);
  lacks(page, /alert\('x'\)<\/script>/);
  holds(page, /PETR4&lt;script&gt;alert\(&#39;x&#39;\)&lt;\/script&gt;&quot;&amp;/);
  for (const [, spec] of page.matchAll(/<script type="application\/json">(.*?)<\/script>/gs)) {
    JSON.parse(spec);
  }
});

Deno.test("renderReport() gives the same page for the same data", async () => {
  assert.equal(await still(sampleReport()), await still(sampleReport()));
});

Deno.test("renderReport() without scripts is small and has all its figures", async () => {
  const page = await still(sampleReport());
  lacks(page, /<script/);
  assert.ok(page.length < 1e6);
  assert.equal(page.match(/<figure>/g)?.length, 7);
  assert.equal(page.match(/<svg /g)?.length, 14);
  assert.equal(page.match(/role="img"\s+aria-label="[^"]{20,}"/g)?.length, 14);
});

Deno.test("renderReport() lets still figures follow the theme: no colour of the light theme is left in them", async () => {
  const page = await still(sampleReport());
  const drawn = [...page.matchAll(/<svg .*?<\/svg>/gs)].map(([svg]) => svg).join("");
  holds(drawn, /fill: var\(--paper\)/);
  lacks(drawn, /(fill|stroke): rgb\((255, 255, 255|27, 37, 48|0, 103, 165)\)/);
});

Deno.test("renderReport() says a sentence where there is nothing to show", async () => {
  const sample = sampleReport();
  const page = await still({
    ...sample,
    model: { ...sample.model, hyperparameters: {} },
    leaderboard: { ...sample.leaderboard, rows: [], verdicts: [] },
    folds: [],
    importances: null,
    prices: [],
    predictions: [],
    omissions: [],
    findings: [],
    cautions: [],
  });
  for (
    const sentence of [
      "Not yet tested on sessions it had not seen",
      "Nothing can be said about this model: it was not compared with a baseline.",
      "There are no scores: nothing was tested out of sample.",
      "There is no confusion matrix: nothing was tested out of sample.",
      "No ticker was chosen to be drawn.",
      "This report was made without new predictions.",
      "There are no folds: nothing was tested out of sample.",
      "This model says nothing about the importance of its features.",
      "Nothing was left out.",
      "Nothing about the data stood out.",
    ]
  ) assert.ok(page.includes(sentence), sentence);
  lacks(page, /<table|<figure|<ul>\s*<\/ul>|Hyper-parameters|Read this with care/);
});

Deno.test("renderReport() says so when nothing could be ranked, computed or found", async () => {
  const sample = sampleReport();
  const [first] = sample.leaderboard.rows;
  const [verdict] = sample.leaderboard.verdicts;
  const [comparison] = verdict.comparisons;
  const ranking = { rankIc: null, icir: null, tValue: null, yearlyTValue: null, nYears: 0, bySession: [] };
  const classification = { ...first.classification, confusion: [[0, 0, 0], [1, 2, 1], [0, 0, 4]] };
  const page = await still({
    ...sample,
    leaderboard: {
      ...sample.leaderboard,
      rows: [{ ...first, ranking, classification }],
      verdicts: [{ ...verdict, comparisons: [{ ...comparison, tValue: null, blockTValue: null }] }],
    },
  });
  holds(page, /No session had enough tickers to rank\./);
  assert.deepEqual(cells(page, "climatology"), [
    "log loss",
    "1.0782",
    "1.0986",
    "+0.0204",
    "–",
    "–",
    "1,824",
  ]);
  holds(page, /over climatology 0\.0204 \(uncertainty unknown\)/);
  assert.equal(page.match(/>–<span class="count">0<\/span>/g)?.length, 3);
});

Deno.test("renderReport() draws the model and the four that rank best of many, and folds away many verdicts", async () => {
  const sample = sampleReport();
  const { leaderboard } = sample;
  const [first, combo] = leaderboard.rows;
  const others = [0.01, 0.06, -0.02, 0.05, 0.04, 0.03].map((rankIc, i) => ({
    ...combo,
    name: `rule ${i}`,
    ranking: { ...combo.ranking, rankIc },
  }));
  const page = await still({
    ...sample,
    leaderboard: {
      ...leaderboard,
      rows: [first, ...others],
      verdicts: [
        ...leaderboard.verdicts,
        ...["ridge", "lstm"].map((model) => ({ ...leaderboard.verdicts[0], model, sentence: `${model}.` })),
      ],
    },
  });
  const [, alt] = /aria-label="Rank IC added up by session: ([^"]*)"/.exec(page) ?? [];
  assert.deepEqual(alt.match(/(forest|rule \d)(?= ends)/g), [
    "forest",
    "rule 1",
    "rule 3",
    "rule 4",
    "rule 5",
  ]);
  holds(page, /<details>\s*<summary>Verdicts on 2 other models<\/summary>[^]*ridge\.[^]*lstm\./);
});

Deno.test("renderReport() shows validation, other models' verdicts, impossible answers and a cut list of findings", async () => {
  const sample = sampleReport();
  const { leaderboard } = sample;
  const [first, ...baselines] = leaderboard.rows;
  const impossible = { ...first.classification, nImpossible: 12 };
  const ridge = { ...first, name: "ridge", classification: impossible };
  const page = await still({
    ...sample,
    leaderboard: {
      ...leaderboard,
      rows: [first, ridge, ...baselines],
      verdicts: [
        { ...leaderboard.verdicts[0], beats: "yes", sentence: "forest it is." },
        { model: "ridge", beats: "no", comparisons: [], sentence: "ridge it is not." },
      ],
    },
    folds: [sample.folds[0], { ...sample.folds[1], validation: sample.folds[0].test }],
    predictions: sample.predictions.map((some) => ({ ...some, expectedReturn: null, warnings: [] })),
    findings: Array.from(
      { length: 101 },
      (_, i) => ({ severity: "info", kind: "tape_gap", message: `gap ${i}` }),
    ),
  });
  holds(page, /verdict yes[^]*forest it is\.[^]*verdict no minor[^]*ridge it is not\./);
  assert.ok(page.includes("ridge gave probability 0 to what came in 12 samples"));
  assert.deepEqual(cells(page, "1").slice(2, 4), ["–", "–"]);
  assert.deepEqual(cells(page, "2").slice(2, 4), ["2016-01-04 to 2016-12-29", "9,640"]);
  assert.ok(page.includes("The first 100 of 101 are shown."));
  assert.ok(page.includes("gap 99") && !page.includes("gap 100"));
  lacks(page, />Warnings</);
});
