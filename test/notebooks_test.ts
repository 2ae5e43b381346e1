import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { join } from "node:path";

interface Cell {
  readonly id: string;
  readonly cell_type: "code" | "markdown";
  readonly source: string | readonly string[];
  readonly execution_count: number | null;
  readonly outputs: readonly { readonly output_type: string; readonly data?: Record<string, unknown> }[];
}

const NOTEBOOKS = (await Array.fromAsync(Deno.readDir("notebooks"))).map((entry) => entry.name)
  .filter((name) => name.endsWith(".ipynb")).sort();

async function codeCells(name: string): Promise<Cell[]> {
  const { cells } = JSON.parse(await Deno.readTextFile(join("notebooks", name)));
  return cells.filter((cell: Cell) => cell.cell_type === "code");
}

const textOf = ({ source }: Cell) => typeof source === "string" ? source : source.join("");

Deno.test("notebooks: the cells of each, as one module, are of the right types and run on the sample", async (t) => {
  const home = await Deno.makeTempDir(); // with a database of its own
  const cwd = join(home, "notebooks");
  const deno = async (command: string, ...args: string[]) => {
    const options = ["--quiet", "--config", join(Deno.cwd(), "deno.json")];
    const env = { B3_SMALL: "1", NO_COLOR: "1" };
    const run = new Deno.Command(Deno.execPath(), { args: [command, ...options, ...args], cwd, env });
    const { code, stderr } = await run.output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
  };
  try {
    await cp(join("data", "sample"), join(home, "data", "sample"), { recursive: true });
    await Deno.mkdir(cwd);
    const modules = NOTEBOOKS.map((name) => name.replace(".ipynb", ".ts"));
    for (const [i, module] of modules.entries()) {
      await Deno.writeTextFile(join(cwd, module), (await codeCells(NOTEBOOKS[i])).map(textOf).join("\n"));
    }
    await deno("check", ...modules);
    for (const module of modules) {
      await t.step(module, () => deno("run", "--no-prompt", "--allow-all", module));
    }
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});

for (const name of NOTEBOOKS) {
  Deno.test(`${name}: is committed as one execution left it, from the first cell to the last`, async () => {
    const cells = await codeCells(name);
    assert.deepEqual(cells.map((cell) => cell.execution_count), cells.map((_, i) => i + 1));
    for (const cell of cells) {
      assert.ok(cell.outputs.every(({ output_type }) => output_type === "display_data"), textOf(cell));
      assert.equal(cell.outputs.length > 0, /\bshow\(/.test(textOf(cell)), textOf(cell));
    }
  });

  Deno.test(`${name}: every figure is there for viewers with and without scripts`, async () => {
    const bundles = (await codeCells(name)).flatMap((cell) =>
      cell.outputs.map((output) => output.data ?? {})
    );
    const figures = bundles.filter((bundle) => "application/vnd.plotly.v1+json" in bundle);
    assert.ok(figures.length > 0);
    for (const figure of figures) assert.ok("image/svg+xml" in figure && "text/plain" in figure);
  });

  Deno.test(`${name}: is of a modest size, without a library inside`, async () => {
    const { size } = await Deno.stat(join("notebooks", name));
    assert.ok(size < 1_000_000, `${size} bytes`);
  });
}
