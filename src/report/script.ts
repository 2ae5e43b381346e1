/**
 * What the page does where scripts run: pictures become live figures.
 *
 * @module
 */

import { TONES } from "./theme.ts";

/** The page's own script, to stand after Plotly's. */
export const SCRIPT: string = `(() => {
  const tones = ${JSON.stringify(Object.values(TONES).map(({ light, dark }) => [light, dark]))};
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
      { responsive: true, displaylogo: false, displayModeBar: narrow.matches ? false : "hover",
        modeBarButtons: [["toImage", "resetScale2d"]] },
    );
  }
  const figures = [...document.querySelectorAll("figure")].filter((figure) => figure.querySelector(".live"));
  async function drawAll() {
    for (const figure of figures) {
      draw(figure);
      await new Promise((next) => setTimeout(next)); // the page stays responsive
    }
  }
  dark.addEventListener("change", drawAll);
  narrow.addEventListener("change", drawAll);
  drawAll();
})();`;
