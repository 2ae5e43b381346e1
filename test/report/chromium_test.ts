import assert from "node:assert/strict";
import { renderReport } from "~/report/mod.ts";
import { sampleReport } from "./sample_report.ts";

const BROWSER = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
});

Deno.test({
  name: BROWSER === undefined
    ? "renderReport() in a browser: skipped, there is no Chromium here"
    : "renderReport() opens in a browser without a complaint and its figures come alive",
  ignore: BROWSER === undefined,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(`${folder}/report.html`, await renderReport(sampleReport()));
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
      assert.deepEqual(log.split("\n").filter((line) => line.includes(":CONSOLE")), []);
      assert.equal(dom.match(/<figure class="drawn">/g)?.length, 7);
      assert.equal(dom.match(/class="live js-plotly-plot"/g)?.length, 7);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
