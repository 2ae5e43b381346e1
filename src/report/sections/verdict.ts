/**
 * The top of the page: which model, whether it beats its baselines, and why to be careful.
 *
 * @module
 */

import type { Verdict } from "~/evaluation/mod.ts";
import { type Html, html } from "../html.ts";
import type { ReportData } from "../report_data.ts";
import type { Words } from "../words/words.ts";
import { list } from "./section.ts";

const MARKS: Readonly<Record<Verdict["beats"], string>> = {
  "yes": "yes",
  "no": "no",
  "not distinguishable": "unclear",
};

const FEW = 1; // verdicts on other models that need no click

/** Writes the page's header and the verdicts, the reported model's first and large. */
export function verdictPart({ model, leaderboard, cautions }: ReportData, words: Words): Html {
  const { page, verdict: text } = words;
  const [first] = leaderboard.rows;
  const verdict = leaderboard.verdicts.find((some) => some.model === first?.name);
  const others = leaderboard.verdicts.filter((some) => some !== verdict);
  const block = ({ beats }: Verdict, sentence: string, size: "" | "minor") =>
    html`
      <div class="verdict ${MARKS[beats]} ${size}">
        <p class="answer">${text.answers[beats]}</p>
        <p>${sentence}</p>
      </div>
    `;
  const { horizon } = leaderboard;
  const minor = others.map((some) => block(some, text.sentence(some, horizon), "minor"));
  return html`
    <header>
      <h1>${model.name} <span class="quiet">${model.version}</span></h1>
      <p class="quiet">${first === undefined
        ? page.untested
        : page.tested(leaderboard.firstSession, leaderboard.lastSession, first.nSamples, first.nSessions)}</p>
    </header>
    <div id="verdict">
    ${verdict === undefined
      ? html`
        <div class="verdict">
          <p>${text.none}</p>
        </div>
      `
      : block(verdict, text.sentence(verdict, horizon), "")}
    ${others.length > FEW
      ? html`
        <details>
          <summary>${text.others(others.length)}</summary>
          ${minor}</details>
      `
      : minor}
    ${cautions.length === 0 ? null : html`
      <aside class="cautions">
        <h2>${text.care}</h2>
        ${list(cautions.map(({ code, count = 0 }) => words.cautions[code](count)))}
      </aside>
    `}
    </div>
  `;
}
