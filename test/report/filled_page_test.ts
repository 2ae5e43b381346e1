import assert from "node:assert/strict";
import { renderReport, type ReportData } from "~/report/mod.ts";
import { filledReport } from "./filled_report.ts";
import { sampleReport } from "./sample_report.ts";

const still = (data: ReportData, lang: "en" | "pt" = "en") =>
  renderReport(data, { interactive: false, lang });
const idsOf = (page: string) => [...page.matchAll(/<section id="([a-z]+)"/g)].map(([, id]) => id);
/** Sections whose data may be missing. */
const OPTIONAL = [
  "ranking",
  "calibration",
  "coverage",
  "returns",
  "backtest",
  "learning",
  "attribution",
  "universe",
];
/** The part of a page between a section's beginning and the next one's. */
const section = (page: string, id: string) => {
  const [, body] = new RegExp(`<section id="${id}"(.*?)</section>`, "s").exec(page) ?? [];
  assert.ok(body !== undefined, id);
  return body;
};
/** Texts of the cells of rows that start with a name. */
const rows = (part: string, name: string) =>
  [...part.matchAll(new RegExp(`<th scope="row">${name}</th>(.*?)</tr>`, "gs"))].map(([, row]) =>
    [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) =>
      cell.replace(/<.*?>/gs, " ").replace(/[ \n]+/g, " ").trim()
    )
  );

const PAGE = await still(filledReport());
const PORTUGUESE = await still(filledReport(), "pt");

Deno.test("renderReport() writes the parts that are given, in order and linked, and leaves out the others", async () => {
  const ids = idsOf(PAGE);
  assert.deepEqual(ids, [
    ...["about", "scores", "ranking", "calibration", "coverage", "classes", "returns", "backtest", "tickers"],
    ...["predictions", "folds", "features", "learning", "attribution", "model", "universe"],
    ...["data", "limits", "reproduce"],
  ]);
  for (const id of ids) assert.ok(PAGE.includes(`<a href="#${id}">`), id);
  const few = idsOf(await still(sampleReport()));
  assert.deepEqual(few, ids.filter((id) => !OPTIONAL.includes(id)));
});

Deno.test("renderReport() says its language, in the element and in every heading", () => {
  assert.match(PAGE, /<html lang="en">/);
  assert.match(PORTUGUESE, /<html lang="pt-BR">/);
  assert.match(PORTUGUESE, /<title>forest_h21 0007: avaliação<\/title>/);
  assert.deepEqual(idsOf(PORTUGUESE), idsOf(PAGE)); // links hold in both
  const headings = (page: string) => [...page.matchAll(/<h[234][^>]*>([^<]*)</g)].map(([, text]) => text);
  const same = headings(PAGE).filter((text, i) => text === headings(PORTUGUESE)[i]);
  assert.deepEqual(same, ["Classes", "PETR4", "VALE3", "ITUB4"]);
});

Deno.test("renderReport() shows the spread over seeds below the score it is of", () => {
  const [forest] = rows(PAGE, "forest");
  assert.match(forest[0], /^0\.041 0\.041 ± 0\.001$/);
  assert.equal(forest[3], "1.0782 1.0783 ± 0.0003");
  assert.equal(forest[4], "0.6541"); // no spread is known
  assert.match(PAGE, /standard deviation over 5 seeds/);
});

Deno.test("renderReport() shows years, fifths and tiers of the model beside the best-ranking baseline", () => {
  assert.equal(rows(section(PAGE, "scores"), "2016")[0][0], "0.041");
  assert.match(section(PAGE, "scores"), /beside the best-ranking baseline, combo4 \(hollow\)/);
  const ranking = section(PAGE, "ranking");
  assert.deepEqual(rows(ranking, "forest")[0], ["+2.10\u00a0%", "2.4", "1.00", "43\u00a0%", "1,824"]);
  assert.deepEqual(rows(ranking, "R\\$\u00a05,000,000"), [
    ["forest", "0.033", "1.7", "1.0822", "41.0\u00a0%", "51,215"],
    ["combo4", "0.030", "1.7", "1.0822", "41.0\u00a0%", "51,215"],
  ]);
});

Deno.test("renderReport() shows calibration against climatology, and coverage against the promise", () => {
  const calibration = section(PAGE, "calibration");
  assert.match(calibration, /1\.2\u00a0% from the dotted line/);
  assert.match(calibration, /1\.0782 against 1\.0986: \+0\.0204 nats \(1\.86\u00a0%\)/);
  const [year, ...others] = rows(section(PAGE, "coverage"), "2020");
  assert.deepEqual(year, ["78.6\u00a0%", "−11.4", "40.3\u00a0%", "9,780"]);
  assert.deepEqual(others, [["78.6\u00a0%", "−11.4", "3.00", "9,780"]]); // sets, in classes
  assert.match(section(PAGE, "coverage"), /in 43\.1\u00a0% of the samples.*\n?.*44\.7\u00a0% were right/);
  assert.match(section(PAGE, "coverage"), /For 3,115 samples nothing could be promised yet/);
});

Deno.test("renderReport() puts doing nothing beside the fit of price levels", () => {
  const returns = section(PAGE, "returns");
  assert.match(returns, /“the price stays as it is” gets 0\.9930 here/);
  assert.deepEqual(rows(returns, "unchanged price"), [["0.9930", "7.42\u00a0%", "1.70", "3.65"]]);
  assert.match(section(PORTUGUESE, "returns"), /“o preço fica como está” obtém 0,9930 aqui/);
});

Deno.test("renderReport() shows a backtest's statistics, the fees of its years, and every month with its sign", () => {
  const data = filledReport();
  const { backtest } = data;
  assert.ok(backtest !== undefined);
  const backtested = section(PAGE, "backtest");
  assert.match(backtested, /the best 20\u00a0% of the shares by score, at equal weights\./);
  assert.match(backtested, /: 0\.0325\u00a0% from 2013-04-01, 0\.0300\u00a0% from 2021-02-02\./);
  assert.deepEqual(rows(backtested, "cash \\(CDI\\)")[0].slice(2), [
    ...["0.0\u00a0%", "–", "–", "–", "–", "– –", "–"],
  ]);
  assert.equal(rows(backtested, "forest")[0][7], "83\u00a0% 41\u00a0%"); // after trials
  assert.match(backtested, /that 36 trials without skill would have shown/);
  const ofModel = rows(backtested, "2017")[0];
  const sign = (value: number) => (value > 0 ? "+" : "") + (100 * value).toFixed(1).replace("-", "−");
  const months = backtest.entries[0].months.filter(({ month }) => month.startsWith("2017"));
  assert.deepEqual(ofModel.slice(0, 12), months.map(({ value }) => sign(value)));
  const growth = months.reduce((product, { value }) => product * (1 + value), 1);
  assert.equal(ofModel[12], sign(growth - 1));
});

Deno.test("renderReport() leaves months out that a backtest did not see", async () => {
  const { backtest, ...data } = filledReport();
  assert.ok(backtest !== undefined);
  const entries = backtest.entries.map((entry) => ({ ...entry, months: entry.months.slice(1, 3) }));
  const part = section(await still({ ...data, backtest: { ...backtest, entries } }), "backtest");
  const [year] = rows(part, "2016");
  assert.deepEqual(year.map((cell) => cell === ""), [true, false, false, ...Array(9).fill(true), false]);
});

Deno.test("renderReport() writes a block a ticker with its newest answer, how sure it is and whether to act", () => {
  const blocks = section(PAGE, "tickers").split('<article class="ticker"').slice(1);
  assert.equal(blocks.length, 3);
  const [petr, vale, itub] = blocks;
  assert.deepEqual(rows(petr, '<span class="class buy">.*?</span>'), [[
    "37.1\u00a0%",
    "33.3\u00a0%",
    "+3.8",
  ]]);
  assert.match(petr, /<strong>Do not act<\/strong>: every class is held possible/);
  assert.match(
    petr,
    /−14\.2\u00a0% to \+15\.1\u00a0%<span class="below">R\$\u00a021\.02 to R\$\u00a028\.20</,
  );
  assert.match(vale, /No reason here not to/);
  assert.doesNotMatch(itub, /The next 21 sessions/); // nothing is promised
  assert.match(
    itub,
    /no class is likely enough; unlike anything learned from, above all in gap_5, spread_20/,
  );
  assert.match(section(PORTUGUESE, "tickers"), /<strong>Não agir<\/strong>: todas as classes/);
});

Deno.test("renderReport() names the limits of the parts that are there", async () => {
  const promises = /keep their promise on average/;
  assert.match(section(PAGE, "limits"), promises);
  assert.match(section(PAGE, "limits"), /pays no income tax/);
  const limits = section(await still(sampleReport()), "limits");
  assert.doesNotMatch(limits, promises);
  assert.doesNotMatch(limits, /income tax/);
});

Deno.test("renderReport() describes the universe by its rules and years", () => {
  const universe = section(PAGE, "universe");
  assert.match(universe, /at least R\$\u00a01,000,000, it traded in at least 200 of the last 252/);
  assert.match(universe, /Only 40 chosen tickers/);
  assert.deepEqual(rows(universe, "2016"), [["36", "9,640"]]);
});
