import assert from "node:assert/strict";
import type { Comparison, Verdict } from "~/evaluation/mod.ts";
import { renderReport, type ReportData } from "~/report/mod.ts";
import { EN } from "../../src/report/words/en.ts";
import { PT } from "../../src/report/words/pt.ts";
import { filledReport } from "./filled_report.ts";

const comparison = (
  score: Comparison["score"],
  baseline: string,
  gain: number,
  tValue: number | null,
  nSessions = 500,
): Comparison => ({
  baseline,
  score,
  modelValue: 0.031,
  baselineValue: 0.031 - gain,
  gain,
  tValue,
  blockTValue: tValue,
  nSessions,
});

const said = (beats: Verdict["beats"], ...comparisons: Comparison[]) =>
  PT.verdict.sentence({ model: "forest", beats, comparisons, sentence: "forest, in English" }, 5);

Deno.test("the Portuguese verdict is made of the hardest comparisons, as the English one is", () => {
  const easy = comparison("rankIc", "majority", 0.03, 9);
  assert.equal(
    said(
      "yes",
      comparison("logLoss", "momentum", 0.0113, 2.9),
      comparison("rankIc", "momentum", 0.011, 2),
      easy,
    ),
    "forest supera momentum em 0,0113 nats (t 2,9, por blocos 2,9) e ordena melhor que momentum (rank IC 0,031 contra " +
      "0,020, t 2,0, por blocos 2,0): vence as linhas de base.",
  );
  assert.equal(
    said(
      "not distinguishable",
      comparison("logLoss", "climatology", 0.0123, 3.1),
      comparison("rankIc", "momentum", -0.011, -0.8),
      easy,
    ),
    "forest supera climatology em 0,0123 nats (t 3,1, por blocos 3,1) mas não ordena melhor que momentum (rank IC 0,031 " +
      "contra 0,042, t −0,8, por blocos −0,8): não vence claramente as linhas de base.",
  );
  assert.equal(
    said(
      "no",
      comparison("logLoss", "climatology", -0.002, -1.5),
      comparison("rankIc", "momentum", 0.001, null),
    ),
    "forest não supera climatology (pior em 0,0020 nats, t −1,5, por blocos −1,5) e não ordena claramente melhor que " +
      "momentum (rank IC 0,031 contra 0,030, t desconhecido, por blocos desconhecido): não vence as linhas de base.",
  );
});

Deno.test("the Portuguese verdict says what is missing", () => {
  assert.equal(
    said("yes", comparison("rankIc", "momentum", 0.011, 2.5)),
    "forest não dá probabilidades e ordena melhor que momentum (rank IC 0,031 contra 0,020, t 2,5, por blocos 2,5): " +
      "vence as linhas de base.",
  );
  assert.equal(
    said("not distinguishable", comparison("logLoss", "climatology", 0.0004, 1.2)),
    "forest não supera claramente climatology (em 0,0004 nats, t 1,2, por blocos 1,2) e tem poucas ações por pregão para " +
      "ordenar: não se distingue das linhas de base.",
  );
  assert.equal(
    said("not distinguishable", comparison("rankIc", "momentum", 0.011, 2.5, 47)),
    "forest não se distingue das linhas de base: há só 47 pregões para comparar, são precisos 48 com horizonte 5.",
  );
  assert.equal(said("no"), "forest: não vence as linhas de base.");
});

Deno.test("the English verdict is the one that was saved", () => {
  const verdict: Verdict = { model: "forest", beats: "no", comparisons: [], sentence: "forest, in English" };
  assert.equal(EN.verdict.sentence(verdict, 5), "forest, in English");
});

Deno.test("a Portuguese page has no English words but names, and an English one no Portuguese", async () => {
  const { reproduction, ...filled } = filledReport();
  const data: ReportData = {
    ...filled,
    reproduction: { ...reproduction, config: {} },
    data: { ...filled.data, sources: ["COTAHIST_A2008.ZIP"] },
    model: { ...filled.model, hyperparameters: {} },
    omissions: ["no label", "outside the universe", "undefined feature"].map((reason) => ({
      reason,
      count: 1234,
      detail: "rows",
    })),
    findings: [],
    predictions: filled.predictions.map((some) => ({ ...some, warnings: [] })),
  };
  const words = async (lang: "en" | "pt") => {
    const page = await renderReport(data, { lang, interactive: false });
    const body = page.slice(page.indexOf("<body"));
    const alternatives = [...body.matchAll(/aria-label="([^"]*)"/g)].map(([, text]) => text).join(" ");
    return `${body.replace(/<[^>]*>/g, " ")} ${alternatives}`;
  };
  const [english, portuguese] = [await words("en"), await words("pt")];
  assert.deepEqual(
    portuguese.match(
      /\b(the|of|and|with|from|to|is|sessions|samples|buy|hold|sell|rows|year|[A-Z][a-z]+ \d{4})\b/g,
    ),
    null,
  );
  assert.deepEqual(
    english.match(/\b(de|do|da|que|para|com|pregões|amostras|comprar|manter|vender|linhas|ano)\b/g),
    null,
  );
  assert.deepEqual(portuguese.match(/\b\d{4}-\d\d-\d\d\b|\d\.\d{4}\b/g), null); // 29/12/2022 and 1,0986
  assert.match(portuguese, /\b68\.215 amostras/);
  assert.match(portuguese, /\b04\/01\/2016 a 29\/12\/2022\b/);
});
