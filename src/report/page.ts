/**
 * The report: one HTML file that needs nothing else.
 *
 * @module
 */

import { type Html, html, scriptText } from "./html.ts";
import type { Lang } from "./lang.ts";
import { plotlySource } from "./plotly.ts";
import type { ReportData } from "./report_data.ts";
import { pageScript } from "./script.ts";
import { aboutSection, limitsSection, universeSection } from "./sections/about.ts";
import { backtestSection } from "./sections/backtest.ts";
import { classesSection } from "./sections/classes.ts";
import { dataSection } from "./sections/data.ts";
import { foldsSection } from "./sections/folds.ts";
import { attributionSection, learningSection } from "./sections/learning.ts";
import { importancesSection, modelSection } from "./sections/model.ts";
import { predictionsSection } from "./sections/predictions.ts";
import { calibrationSection, coverageSection } from "./sections/probabilities.ts";
import { rankingSection } from "./sections/ranking.ts";
import { regressionSection } from "./sections/regression.ts";
import { scoresSection } from "./sections/scores.ts";
import type { Page, Section } from "./sections/section.ts";
import { tickersSection } from "./sections/tickers.ts";
import { verdictPart } from "./sections/verdict.ts";
import { STYLE } from "./style.ts";
import { wordsOf } from "./words/words.ts";

/** How a report is written. */
export interface RenderReportOptions {
  /**
   * Whether figures can be zoomed and read point by point, which takes Plotly along: 5 MB instead of well under one.
   *
   * @default {true}
   */
  readonly interactive?: boolean;
  /**
   * Language of all texts, numbers and dates but for findings and warnings, which are shown as they are.
   *
   * @default {"en"}
   */
  readonly lang?: Lang;
}

// Nothing may be loaded from anywhere: the browser itself refuses.
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'";

/**
 * Writes a report as one self-contained HTML page: no request to anywhere, in English or Portuguese, light or
 * dark as the reader's system, readable on a phone, on paper and without scripts.
 *
 * All texts are escaped. The same data gives the same page, byte for byte.
 *
 * @throws {RangeError} If a price history contradicts itself, see {@link priceFigure}.
 */
export async function renderReport(
  data: ReportData,
  { interactive = true, lang = "en" }: RenderReportOptions = {},
): Promise<string> {
  const words = wordsOf(lang);
  const { page: text } = words;

  const sections = await sectionsOf(data, { words, interactive });
  const page = html`
    <!doctype html>
    <html lang="${text.language}">
      <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="${POLICY}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>${text.title(data.model.name, data.model.version)}</title>
        <style>${{ markup: STYLE }}</style>
      </head>
      <body>
    ${verdictPart(data, words)}
    <nav aria-label="${text.contents}"><ul>${sections.map(({ id, heading }) =>
      html`
        <li><a href="#${id}">${heading}</a></li>
      `
    )}</ul></nav>
    <main>
    ${sections.map(sectionPart)}</main>
    <footer class="quiet"><p>${text.disclaimer}</p></footer>
    ${interactive
      ? html`
        <script>${scriptText(await plotlySource())}</script>
        <script>${scriptText(pageScript(words))}</script>
      `
      : null}</body>
    </html>
  `;
  return page.markup.trimStart();
}

/** The sections of a page in their order; those whose data is not given are left out. */
async function sectionsOf(data: ReportData, page: Page): Promise<Section[]> {
  const { leaderboard, universe, backtest, lossCurve, attribution } = data;
  const sections = [
    aboutSection(data, page),
    await scoresSection(data, page),
    await rankingSection(leaderboard, page),
    await calibrationSection(leaderboard, page),
    await coverageSection(data, page),
    classesSection(leaderboard.rows.at(0), page),
    regressionSection(leaderboard, page),
    backtest === undefined ? null : await backtestSection(backtest, page),
    await tickersSection(data, page),
    predictionsSection(data, page),
    await foldsSection(data, page),
    await importancesSection(data, page),
    lossCurve === undefined ? null : await learningSection(lossCurve, page),
    attribution === undefined ? null : await attributionSection(attribution, page),
    modelSection(data, page),
    universe === undefined ? null : universeSection(universe, page),
    dataSection(data, page),
    limitsSection(data, page),
    reproductionSection(data, page),
  ];
  return sections.filter((section) => section !== null);
}

function sectionPart({ id, heading, body }: Section): Html {
  return html`
    <section id="${id}" aria-labelledby="${id}-heading">
    <h2 id="${id}-heading">${heading}</h2>
    ${body}</section>
  `;
}

function reproductionSection({ reproduction: { command, config } }: ReportData, { words }: Page): Section {
  const { reproduce: text } = words;
  return {
    id: "reproduce",
    heading: text.heading,
    body: html`
      <p>${text.sentence}</p>
      <pre><code>${command}</code></pre>
      <details>
        <summary>${text.settings}</summary>
        <pre><code>${JSON.stringify(config, null, 2)}</code></pre>
      </details>
    `,
  };
}
