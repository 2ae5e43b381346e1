/**
 * The data: where it came from, what was left out, and what was noticed about it.
 *
 * @module
 */

import { type Finding, formatSession } from "~/core/mod.ts";
import { formatCount } from "../format.ts";
import { type Html, html } from "../html.ts";
import type { ReportData } from "../report_data.ts";
import { absent, facts, scrolling, type Section } from "./section.ts";

const MOST_FINDINGS = 100; // of one kind; a page is not a log
const FEW_FINDINGS = 3; // need no click
const OPEN: Html = { markup: " open" };
const SEVERITIES: readonly Finding["severity"][] = ["error", "warning", "info"];

/** Writes provenance, omissions and findings. */
export function dataSection({ data, omissions, findings }: ReportData): Section {
  return {
    id: "data",
    heading: "Data",
    body: html`
      ${facts([
        ["Sources", data.sources.join(", ")],
        ["Decision sessions", `${formatSession(data.firstSession)} to ${formatSession(data.lastSession)}`],
        ["Bars", formatCount(data.nBars)],
        ["Samples", formatCount(data.nSamples)],
        ["Hash", html`<code>${data.hash}</code>`],
      ])}<details>
        <summary>${formatCount(data.tickers.length)} tickers</summary>
        <p>${data.tickers.join(", ")}</p>
      </details>
      <h3>Left out</h3>
      ${omissions.length === 0 ? absent("Nothing was left out.") : scrolling(
        "Left out",
        html`
          <table class="full">
            <caption class="unseen">Data that was not used</caption>
            <thead>
              <tr>
                <th scope="col">Why</th>
                <th scope="col" class="number">How many</th>
                <th scope="col">Which</th>
              </tr>
            </thead>
            <tbody>${omissions.map(({ reason, count, detail }) =>
              html`
                <tr>
                  <th scope="row">${reason}</th>
                  <td class="number">${formatCount(count)}</td>
                  <td>${detail}</td>
                </tr>
              `
            )}</tbody>
          </table>
        `,
      )}
      <h3>Noticed</h3>
      ${findings.length === 0 ? absent("Nothing about the data stood out.") : findingGroups(findings)}
    `,
  };
}

/** Findings by kind, the kinds with the gravest findings first. */
function findingGroups(findings: readonly Finding[]): Html {
  const bySeverity = SEVERITIES.flatMap((severity) => findings.filter((some) => some.severity === severity));
  const groups = Map.groupBy(bySeverity, ({ kind }) => kind);
  return html`${
    [...groups].map(([kind, members]) =>
      html`
        <details${members.length <= FEW_FINDINGS ? OPEN : null}><summary>${kind.replaceAll(
          "_",
          " ",
        )} <span class="count">${formatCount(
          members.length,
        )}</span></summary>
        ${scrolling(
          kind,
          html`
            <table>
              <caption class="unseen">${kind}</caption>
              <thead>
                <tr>
                  <th scope="col">Ticker</th>
                  <th scope="col">Session</th>
                  <th scope="col">What</th>
                </tr>
              </thead>
              <tbody>${members.slice(0, MOST_FINDINGS).map(findingRow)}</tbody>
            </table>
          `,
        )}${members.length <= MOST_FINDINGS
          ? null
          : absent(`The first ${MOST_FINDINGS} of ${formatCount(members.length)} are shown.`)}</details>
      `
    )
  }`;
}

function findingRow({ severity, ticker, session, message }: Finding): Html {
  return html`
    <tr>
      <th scope="row">${ticker ?? "–"}</th>
      <td class="number">${session === undefined ? "–" : formatSession(session)}</td>
      <td>${severity === "info" ? null : html`
        <b>${severity}</b>:
      `}${message}</td>
    </tr>
  `;
}
