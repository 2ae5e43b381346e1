/**
 * The data: where it came from, what was left out, and what was noticed about it.
 *
 * @module
 */

import type { Finding } from "~/core/mod.ts";
import { type Html, html } from "../html.ts";
import type { Omission, ReportData } from "../report_data.ts";
import { table } from "../table.ts";
import type { Words } from "../words/words.ts";
import { absent, facts, type Page, type Section } from "./section.ts";

const MOST_FINDINGS = 100; // of one kind; a page is not a log
const FEW_FINDINGS = 3; // need no click
const OPEN: Html = { markup: " open" };
const SEVERITIES: readonly Finding["severity"][] = ["error", "warning", "info"];

/** Writes provenance, omissions and findings. */
export function dataSection({ data, omissions, findings }: ReportData, { words }: Page): Section {
  const { data: text, page, format } = words;
  return {
    id: "data",
    heading: text.heading,
    body: html`
      ${facts([
        [text.sources, data.sources.join(", ")],
        [text.sessions, page.range(data.firstSession, data.lastSession)],
        [text.bars, format.count(data.nBars)],
        [text.samples, format.count(data.nSamples)],
        [text.hash, html`<code>${data.hash}</code>`],
      ])}<details>
        <summary>${text.tickers(data.tickers.length)}</summary>
        <p>${data.tickers.join(", ")}</p>
      </details>
      <h3>${text.leftOut}</h3>
      ${omissions.length === 0 ? absent(text.nothingLeftOut) : omissionTable(omissions, words)}
      <h3>${text.noticed}</h3>
      ${findings.length === 0 ? absent(text.nothingNoticed) : html`
        ${page.untranslated === null ? null : absent(page.untranslated)}
        ${findingGroups(findings, words)}
      `}
    `,
  };
}

function omissionTable(omissions: readonly Omission[], { data: text, format }: Words): Html {
  const { leftOutColumns: columns } = text;
  return table(text.leftOutCaption, [
    { head: columns.why, cell: ({ reason }) => text.reason(reason) },
    { head: columns.count, number: true, cell: ({ count }) => format.count(count) },
    { head: columns.which, cell: ({ detail }) => text.which(detail) },
  ], omissions);
}

/** Findings by kind, the kinds with the gravest findings first. */
function findingGroups(findings: readonly Finding[], words: Words): Html {
  const { data: text, format } = words;
  const bySeverity = SEVERITIES.flatMap((severity) => findings.filter((some) => some.severity === severity));
  const groups = Map.groupBy(bySeverity, ({ kind }) => kind);
  return html`${
    [...groups].map(([kind, members]) =>
      html`
        <details${members.length <= FEW_FINDINGS ? OPEN : null}><summary>${kind.replaceAll(
          "_",
          " ",
        )} <span class="count">${format.count(members.length)}</span></summary>
        ${findingTable(kind, members.slice(0, MOST_FINDINGS), words)}${members.length <= MOST_FINDINGS
          ? null
          : absent(text.firstOf(MOST_FINDINGS, members.length))}</details>
      `
    )
  }`;
}

function findingTable(kind: string, findings: readonly Finding[], { data: text, format }: Words): Html {
  const { findingColumns: columns } = text;
  return table(
    kind,
    [
      { head: columns.ticker, cell: ({ ticker }) => ticker ?? "–" },
      {
        head: columns.session,
        number: true,
        cell: ({ session }) => session === undefined ? "–" : format.date(session),
      },
      {
        head: columns.what,
        cell: ({ severity, message }) =>
          severity === "info" ? message : html`<b>${text.severities[severity]}</b>: ${message}`,
      },
    ],
    findings,
    { full: false },
  );
}
