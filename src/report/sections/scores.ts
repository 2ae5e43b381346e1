/**
 * The scores: every model beside its baselines, what the differences are worth, and how steady the ranking was.
 *
 * @module
 */

import { type Comparison, type Leaderboard, type Scores, T_NEEDED } from "~/evaluation/mod.ts";
import { figureBlock } from "../figure_block.ts";
import { comparisonFigure } from "../figures/comparison.ts";
import { cumulativeIcFigure } from "../figures/cumulative_ic.ts";
import { formatCount, formatGain, formatNumber, formatPercent } from "../format.ts";
import { type Html, html } from "../html.ts";
import { absent, scrolling, type Section } from "./section.ts";

interface Column {
  readonly name: string;
  readonly better: "greater" | "smaller";
  readonly value: (row: Scores) => number | null;
  readonly text: (value: number | null) => string;
}

const decimals = (count: number) => (value: number | null) => formatNumber(value, count);

const COLUMNS: readonly Column[] = [
  { name: "Rank IC", better: "greater", value: ({ ranking }) => ranking.rankIc, text: decimals(3) },
  { name: "ICIR", better: "greater", value: ({ ranking }) => ranking.icir, text: decimals(2) },
  { name: "t", better: "greater", value: ({ ranking }) => ranking.tValue, text: decimals(1) },
  { name: "Log loss", better: "smaller", value: (row) => row.classification.logLoss, text: decimals(4) },
  { name: "Brier", better: "smaller", value: (row) => row.classification.brierLoss, text: decimals(4) },
  { name: "Accuracy", better: "greater", value: (row) => row.classification.accuracy, text: formatPercent },
  {
    name: "Balanced",
    better: "greater",
    value: (row) => row.classification.balancedAccuracy,
    text: formatPercent,
  },
  { name: "Macro-F1", better: "greater", value: (row) => row.classification.macroF1, text: decimals(3) },
];

/** Writes the leaderboard, the comparisons with each baseline and the rank IC over time. */
export async function scoresSection(leaderboard: Leaderboard, interactive: boolean): Promise<Section> {
  const { rows, verdicts, horizon } = leaderboard;
  const section = { id: "scores", heading: "Scores" };
  if (rows.length === 0) {
    return { ...section, body: absent("There are no scores: nothing was tested out of sample.") };
  }
  const verdict = verdicts.find(({ model }) => model === rows[0].name);
  const body = html`${scrolling("Scores", scoreTable(leaderboard))}
${rows.map(impossibleNote)}
${GLOSSARY}
${
    verdict === undefined || verdict.comparisons.length === 0
      ? null
      : await comparisonPart(rows[0].name, verdict.comparisons, horizon, interactive)
  }
<h3>Rank IC over time</h3>
${
    rows.every(({ ranking }) => ranking.bySession.length === 0)
      ? absent("No session had enough tickers to rank.")
      : await figureBlock(cumulativeIcFigure(rows), {
        caption:
          "Rank IC of every session, added up. Steady skill is a straight rise; a flat stretch is time without any. Baselines are dashed.",
        interactive,
      })
  }`;
  return { ...section, body };
}

/** A sentence for a row whose log loss is made of answers that said "never" to what came. */
function impossibleNote({ name, classification: { nImpossible } }: Scores): Html | null {
  if (nImpossible === null || nImpossible === 0) return null;
  return html`
    <p>${name} gave probability 0 to what came in ${formatCount(
      nImpossible,
    )} samples, which dominates its log loss.</p>
  `;
}

function scoreTable({ rows, horizon }: Leaderboard): Html {
  const best = COLUMNS.map(({ better, value }) => {
    const values = rows.map(value).filter((some) => some !== null);
    return values.length === 0 ? null : better === "greater" ? Math.max(...values) : Math.min(...values);
  });
  const line = (row: Scores) =>
    html`
      <tr class="${row.isBaseline ? "baseline" : "model"}"><th scope="row">${row.name}</th>${COLUMNS.map(
        ({ value, text }, i) => {
          const score = value(row);
          return html`<td class="number${score !== null && score === best[i] ? " best" : ""}">${
            text(score)
          }</td>`;
        },
      )}</tr>
    `;
  return html`
    <table class="full scores">
      <caption>Models and baselines on the same ${formatCount(
        rows[0].nSamples,
      )} samples; labels look ${horizon} sessions ahead. ↑ greater is better, ↓ smaller is better. The best figure of a column is bold, which alone does not mean that it is better than chance.</caption>
      <thead>
        <tr><th scope="col">Model</th>${COLUMNS.map(({ name, better }) =>
          html`
            <th scope="col"
              class="number">${name}&nbsp;${better === "greater"
                ? "↑"
                : "↓"}<span class="unseen"> ${better} is better</span></th>
          `
        )}</tr>
      </thead>
      <tbody>${rows.filter(({ isBaseline }) => !isBaseline).map(line)}</tbody>
      <tbody><tr class="group"><th scope="rowgroup" colspan="${COLUMNS.length +
        1}">Baselines</th></tr>
    ${rows.filter(({ isBaseline }) => isBaseline).map(line)}</tbody>
    </table>
  `;
}

async function comparisonPart(
  model: string,
  comparisons: readonly Comparison[],
  horizon: number,
  interactive: boolean,
): Promise<Html> {
  const figures: Html[] = [];
  for (const score of ["rankIc", "logLoss"] as const) {
    if (!comparisons.some((comparison) => comparison.score === score)) continue;
    figures.push(
      await figureBlock(comparisonFigure(comparisons, score), {
        caption: score === "rankIc" ? "Ranking within a session." : "Probabilities of the classes.",
        width: 420,
        interactive,
      }),
    );
  }
  return html`
    <h3>How much better than each baseline</h3>
    <p>Gain of ${model} on the same sessions. A bar that reaches across 0 does not count as better: it is ${T_NEEDED} standard errors to each side, by the more cautious of two estimates (Newey-West with ${horizon} lags, as labels overlap; and a few long blocks of sessions).</p>
    <div class="pair">${figures}</div>
    <details><summary>The comparisons as figures</summary>
    ${scrolling("Comparisons", comparisonTable(comparisons))}</details>
  `;
}

function comparisonTable(comparisons: readonly Comparison[]): Html {
  return html`
    <table class="full">
      <caption class="unseen">The model against each baseline</caption>
      <thead>
        <tr><th scope="col">Baseline</th><th scope="col">Score</th>${[
          "Model",
          "Baseline",
          "Gain",
          "t",
          "t by blocks",
          "Sessions",
        ].map((name) => html`<th scope="col" class="number">${name}</th>`)}</tr>
      </thead>
      <tbody>${comparisons.map((some) =>
        html`
          <tr><th scope="row">${some.baseline}</th><td>${some.score === "rankIc"
            ? "rank IC"
            : "log loss"}</td>${[
            formatNumber(some.modelValue, 4),
            formatNumber(some.baselineValue, 4),
            formatGain(some.gain, 4),
            formatNumber(some.tValue, 1),
            formatNumber(some.blockTValue, 1),
            formatCount(some.nSessions),
          ].map((text) => html`<td class="number">${text}</td>`)}</tr>
        `
      )}</tbody>
    </table>
  `;
}

const GLOSSARY = html`
  <details>
    <summary>How to read the scores</summary>
    <dl>
      <dt>Rank IC</dt>
      <dd>Rank correlation, within a session, of the model's order of shares with the order of what they returned. 0 is guessing, 0.05 is good for daily prices, and what looks like 0.3 is usually an error.</dd>
      <dt>ICIR, t</dt>
      <dd>ICIR is the mean rank IC over its own spread: how steady it is. t says how many standard errors the mean is away from 0, overlap of labels allowed for; below 2 is within reach of chance.</dd>
      <dt>Log loss</dt>
      <dd>How surprised the model was by what came, in nats. Guessing thirds gives ln 3 = 1.0986; only less than the baselines is worth anything.</dd>
      <dt>Brier</dt>
      <dd>Squared distance of the probabilities from the truth, 0 to 2. Guessing thirds gives 0.667.</dd>
      <dt>Accuracy, balanced</dt>
      <dd>Share of right classes, and the mean share over the three classes. With one class in every three, guessing gives 33 %.</dd>
      <dt>Macro-F1</dt>
      <dd>Mean over the classes of the balance between finding a class and being right about it. A model that always says the same scores low here even where its accuracy is high.</dd>
      <dt>–</dt>
      <dd>Cannot be said: the answer has no probabilities, or no ranking.</dd>
    </dl>
  </details>
`;
