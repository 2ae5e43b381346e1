/**
 * The quality of the data as one HTML file.
 *
 * @module
 */

import { formatSession, type Session } from "~/core/mod.ts";
import { type KindTotal, MEANINGS, type Quality, type QualityFinding } from "~/quality/mod.ts";
import { FORMATS } from "./formats.ts";
import { type Content, type Html, html } from "./html.ts";
import { absent, facts } from "./sections/section.ts";
import { STYLE } from "./style.ts";
import { table } from "./table.ts";

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"; // nothing is loaded
const MOST_FINDINGS = 100; // of one kind; a page is not a log
const TITLE = "Quality of the data";
const { count: formatCount } = FORMATS.en;

/**
 * Writes the account of some data's quality as one self-contained HTML page without scripts, in the report's look.
 *
 * All texts are escaped. The same data give the same page, byte for byte.
 *
 * @param quality The account, with the names of the files that the data came from.
 */
export function renderQuality(quality: Quality & { readonly sources: readonly string[] }): string {
  const { totals, findings, years, sources } = quality;
  const byKind = Map.groupBy(findings, ({ kind }) => kind);
  const page = html`
    <!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="${POLICY}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>${TITLE}</title>
        <style>${{ markup: STYLE }}</style>
      </head>
      <body>
    <header>
      <h1>${TITLE}</h1>
      <p class="quiet">${formatCount(quality.nQuotes)} quotes of ${formatCount(
        quality.nTickers,
      )} tickers in ${formatCount(quality.nSessions)} sessions, ${period(
        quality.firstSession,
        quality.lastSession,
      )}</p>
    </header>
    ${verdict(totals)}
    <main>
    <section id="kinds" aria-labelledby="kinds-heading">
    <h2 id="kinds-heading">Findings</h2>
    ${totals.length === 0 ? absent("Nothing about the data stood out.") : kindTable(totals)}
    </section>
    ${totals.map((total) => kindSection(total, byKind.get(total.kind) ?? []))}
    <section id="years" aria-labelledby="years-heading">
    <h2 id="years-heading">What there is</h2>
    ${facts([["Sources", sources.join(", ")]])}${tableOf(
      "Data by year",
      ["Year", "#Sessions", "#Tickers", "#Quotes"],
      years.map(({ year, sessions, tickers, quotes }) => [
        String(year),
        ...[sessions, tickers, quotes].map(formatCount),
      ]),
    )}</section>
    </main>
    <footer class="quiet"><p>An error is left out of training, a warning is used with care, the rest is for the record.</p></footer>
      </body>
    </html>
  `;
  return page.markup.trimStart();
}

function period(first: Session | null, last: Session | null): string {
  return first === null || last === null ? "no session" : `${formatSession(first)} to ${formatSession(last)}`;
}

function verdict(totals: readonly KindTotal[]): Html {
  const [errors, warnings, others] = (["error", "warning", "info"] as const).map((severity) =>
    totals.reduce((sum, total) => sum + (total.severity === severity ? total.count : 0), 0)
  );
  const counted = (count: number, what: string) => `${formatCount(count)} ${what}${count === 1 ? "" : "s"}`;
  return html`
    <div>
      <div class="verdict ${errors > 0 ? "no" : "yes"}">
        <p class="answer">${errors > 0 ? counted(errors, "error") : "Nothing is broken"}</p>
        <p>${counted(warnings, "warning")}, ${formatCount(others)} for the record</p>
      </div>
    </div>
  `;
}

function kindTable(totals: readonly KindTotal[]): Html {
  return tableOf(
    "Findings by kind",
    ["What", "How grave", "#Findings", "#Times"],
    totals.map(({ kind, severity, findings, count }) => [
      html`
        <a href="#${kind}">${nameOf(kind)}</a>
      `,
      severity,
      formatCount(findings),
      formatCount(count),
    ]),
  );
}

function kindSection({ kind, severity, count }: KindTotal, findings: readonly QualityFinding[]): Html {
  const shown = findings.slice(0, MOST_FINDINGS);
  return html`
    <section id="${kind}" aria-labelledby="${kind}-heading">
    <h2 id="${kind}-heading">${nameOf(kind)} <span class="quiet">${severity}, ${formatCount(
      count,
    )}</span></h2>
    <p>${MEANINGS[kind] ?? null}</p>
    ${tableOf(
      nameOf(kind),
      ["Ticker", "#Times", "For example"],
      shown.map(findingCells),
    )}${shown.length === findings.length
      ? null
      : absent(`The ${MOST_FINDINGS} most frequent of ${formatCount(findings.length)} are shown.`)}</section>
  `;
}

function findingCells({ ticker, count, examples, message }: QualityFinding): Content[] {
  const times = examples.map(({ session, detail }) =>
    html`
      <span class="below">${formatSession(session)}: ${detail}</span>
    `
  );
  return [ticker ?? "–", formatCount(count), times.length === 0 ? message : times];
}

/** A table of texts; columns of numbers have a `#` before their names. */
function tableOf(name: string, head: readonly string[], rows: readonly (readonly Content[])[]): Html {
  const columns = head.map((column, j) => ({
    head: column.replace("#", ""),
    number: column.startsWith("#"),
    cell: (row: readonly Content[]) => row[j],
  }));
  return table(name, columns, rows);
}

function nameOf(kind: string): string {
  const words = kind.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
