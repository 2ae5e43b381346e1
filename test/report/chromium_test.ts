import assert from "node:assert/strict";
import { renderReport } from "~/report/mod.ts";
import { filledReport } from "./filled_report.ts";

const BROWSER = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
});

for (const lang of ["en", "pt"] as const) {
  Deno.test({
    name: BROWSER === undefined
      ? `renderReport() in a browser, ${lang}: skipped, there is no Chromium here`
      : `renderReport() opens in a browser without a complaint and its figures come alive, ${lang}`,
    ignore: BROWSER === undefined,
    async fn() {
      const { dom, complaints } = await opened(await renderReport(filledReport(), { lang }));
      assert.deepEqual(complaints, []);
      assert.equal(dom.match(/<article class="ticker"/g)?.length, 3);
      assert.equal(dom.match(/<article class="ticker"[^>]* hidden/g)?.length, 2); // one is shown, two can be chosen
      assert.equal(dom.match(/<option>/g)?.length, 3);
      const figures = dom.match(/<figure\b/g)?.length ?? 0;
      const hidden = 3; // VALE3 has a fan besides its price, ITUB4 has none
      assert.equal(dom.match(/<figure class="drawn">/g)?.length, figures - hidden);
      assert.equal(dom.match(/class="live js-plotly-plot"/g)?.length, figures - hidden);
    },
  });
}

/** A page as the browser has it after its scripts ran, and what the console said. */
async function opened(page: string): Promise<{ dom: string; complaints: string[] }> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/report.html`, page);
    const { stdout, stderr } = await new Deno.Command(BROWSER ?? "", {
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--enable-logging=stderr",
        "--virtual-time-budget=20000",
        `--user-data-dir=${folder}/profile`,
        "--dump-dom",
        `file://${folder}/report.html`,
      ],
    }).output();
    const [dom, log] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
    return { dom, complaints: log.split("\n").filter((line) => line.includes(":CONSOLE")) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
