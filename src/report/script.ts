/**
 * What the page does where scripts run: pictures become live figures.
 *
 * @module
 */

import { TONES } from "./theme.ts";
import type { Words } from "./words/words.ts";

/** The page's own script, to stand after Plotly's: draws figures, and lets one ticker be chosen. */
export function pageScript({ lang, page: { plotly } }: Words): string {
  return `(() => {
  const tones = ${JSON.stringify(Object.values(TONES).map(({ light, dark }) => [light, dark]))};
  const locale = ${JSON.stringify(lang)};
  const locales = { [locale]: { dictionary: ${JSON.stringify(plotly)} } };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const narrow = matchMedia("(max-width: 600px)");
  function draw(figure) {
    const text = figure.querySelector("script").textContent;
    const { data, layout } = JSON.parse(
      dark.matches ? tones.reduce((spec, [from, to]) => spec.replaceAll(from, to), text) : text,
    );
    figure.classList.add("drawn");
    return Plotly.react(
      figure.querySelector(".live"),
      data,
      { ...layout, autosize: true, dragmode: narrow.matches ? false : "zoom" },
      { locale, locales, responsive: true, displaylogo: false, displayModeBar: narrow.matches ? false : "hover",
        modeBarButtons: [["toImage", "resetScale2d"]] },
    );
  }
  const figures = [...document.querySelectorAll("figure")].filter((figure) => figure.querySelector(".live"));
  async function drawAll() {
    for (const figure of figures) {
      if (figure.closest("[hidden]") !== null) continue; // it has no size to be drawn in
      draw(figure);
      await new Promise((next) => setTimeout(next)); // the page stays responsive
    }
  }
  function offerChoice(tickers) {
    const blocks = [...tickers.children];
    const select = document.createElement("select");
    const label = document.createElement("label");
    select.append(...blocks.map((block) => new Option(block.dataset.ticker)));
    label.append(tickers.dataset.choose, select);
    tickers.before(label);
    const choose = () => blocks.forEach((block, i) => block.hidden = i !== select.selectedIndex);
    select.addEventListener("change", () => { choose(); drawAll(); });
    choose();
  }
  document.querySelectorAll(".tickers:has(> :nth-child(2))").forEach(offerChoice);
  dark.addEventListener("change", drawAll);
  narrow.addEventListener("change", drawAll);
  drawAll();
})();`;
}
