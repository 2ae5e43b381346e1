/**
 * The top of the page: which model, whether it beats its baselines, and why to be careful.
 *
 * @module
 */

import { formatSession } from "~/core/mod.ts";
import type { Verdict } from "~/evaluation/mod.ts";
import { formatCount } from "../format.ts";
import { type Html, html } from "../html.ts";
import type { ReportData } from "../report_data.ts";

const ANSWERS: Readonly<Record<Verdict["beats"], { readonly text: string; readonly mark: string }>> = {
  "yes": { text: "Better than its baselines", mark: "yes" },
  "no": { text: "Not better than its baselines", mark: "no" },
  "not distinguishable": { text: "Not distinguishable from its baselines", mark: "unclear" },
};

/** Writes the page's header and the verdicts, the reported model's first and large. */
export function verdictPart({ model, leaderboard, cautions }: ReportData): Html {
  const [first] = leaderboard.rows;
  const verdict = leaderboard.verdicts.find((some) => some.model === first?.name);
  const others = leaderboard.verdicts.filter((some) => some !== verdict);
  return html`
    <header>
      <h1>${model.name} <span class="quiet">${model.version}</span></h1>
      <p class="quiet">${first === undefined
        ? "Not yet tested on sessions it had not seen"
        : `Tested on sessions it had not seen: ${formatSession(leaderboard.firstSession)} to ${
          formatSession(leaderboard.lastSession)
        }, ${formatCount(first.nSamples)} samples in ${formatCount(first.nSessions)} sessions`}</p>
    </header>
    <div id="verdict">
    ${verdict === undefined
      ? html`
        <div class="verdict">
          <p>Nothing can be said about this model: it was not compared with a baseline.</p>
        </div>
      `
      : verdictBlock(verdict, "")}
    ${others.map((some) => verdictBlock(some, "minor"))}
    ${cautions.length === 0 ? null : html`
      <aside class="cautions">
        <h2>Read this with care</h2>
        <ul>${cautions.map((caution) =>
          html`
            <li>${caution}</li>
          `
        )}</ul>
      </aside>
    `}
    </div>
  `;
}

function verdictBlock({ beats, sentence }: Verdict, size: "" | "minor"): Html {
  const { text, mark } = ANSWERS[beats];
  return html`
    <div class="verdict ${mark} ${size}">
      <p class="answer">${text}</p>
      <p>${sentence}</p>
    </div>
  `;
}
