/**
 * The report: one HTML file that needs nothing else.
 *
 * @module
 */

import { type Html, html, scriptText } from "./html.ts";
import { plotlySource } from "./plotly.ts";
import type { ReportData } from "./report_data.ts";
import { SCRIPT } from "./script.ts";
import { classesSection } from "./sections/classes.ts";
import { dataSection } from "./sections/data.ts";
import { foldsSection, importancesSection, modelSection } from "./sections/model.ts";
import { predictionsSection, pricesSection } from "./sections/predictions.ts";
import { scoresSection } from "./sections/scores.ts";
import type { Section } from "./sections/section.ts";
import { verdictPart } from "./sections/verdict.ts";
import { STYLE } from "./style.ts";

/** How a report is written. */
export interface RenderReportOptions {
  /**
   * Whether figures can be zoomed and read point by point, which takes Plotly along: 5 MB instead of well under one.
   *
   * @default {true}
   */
  readonly interactive?: boolean;
}

// Nothing may be loaded from anywhere: the browser itself refuses.
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'";

/**
 * Writes a report as one self-contained HTML page: no request to anywhere, light or dark as the reader's system,
 * readable on a phone, on paper and without scripts.
 *
 * All texts are escaped. The same data gives the same page, byte for byte.
 *
 * @throws {RangeError} If a price history contradicts itself, see {@link priceFigure}.
 */
export async function renderReport(
  data: ReportData,
  { interactive = true }: RenderReportOptions = {},
): Promise<string> {
  const sections = [
    await scoresSection(data.leaderboard, interactive),
    classesSection(data.leaderboard.rows.at(0)),
    await pricesSection(data, interactive),
    predictionsSection(data),
    foldsSection(data),
    await importancesSection(data, interactive),
    modelSection(data),
    dataSection(data),
    reproductionSection(data),
  ];
  const page = html`
    <!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="${POLICY}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>${data.model.name} ${data.model.version}: evaluation</title>
        <style>${{ markup: STYLE }}</style>
      </head>
      <body>
    ${verdictPart(data)}
    <nav aria-label="Contents"><ul>${sections.map(({ id, heading }) =>
      html`
        <li><a href="#${id}">${heading}</a></li>
      `
    )}</ul></nav>
    <main>
    ${sections.map(sectionPart)}</main>
    <footer class="quiet"><p>For study. Not investment advice.</p></footer>
    ${interactive
      ? html`
        <script>${scriptText(await plotlySource())}</script>
        <script>${scriptText(SCRIPT)}</script>
      `
      : null}</body>
    </html>
  `;
  return page.markup.trimStart();
}

function sectionPart({ id, heading, body }: Section): Html {
  return html`
    <section id="${id}" aria-labelledby="${id}-heading">
    <h2 id="${id}-heading">${heading}</h2>
    ${body}</section>
  `;
}

function reproductionSection({ reproduction: { command, config } }: ReportData): Section {
  return {
    id: "reproduce",
    heading: "Make it again",
    body: html`
      <p>The same data, settings and seed give the same figures.</p>
      <pre><code>${command}</code></pre>
      <details>
        <summary>Settings</summary>
        <pre><code>${JSON.stringify(config, null, 2)}</code></pre>
      </details>
    `,
  };
}
