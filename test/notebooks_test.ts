import assert from "node:assert/strict";
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

/** Runs deno in the notebooks' folder, as a kernel runs. */
async function deno(args: readonly string[]): Promise<void> {
  const command = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: "notebooks",
    env: { B3_SMALL: "1", NO_COLOR: "1" },
  });
  const { code, stderr } = await command.output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
}

for (const name of NOTEBOOKS) {
  Deno.test(`${name}: its cells, as one module, are of the right types and run`, async () => {
    const folder = await Deno.makeTempDir();
    try {
      const module = join(folder, "cells.ts");
      await Deno.writeTextFile(module, (await codeCells(name)).map(textOf).join("\n"));
      const config = join(Deno.cwd(), "deno.json");
      await deno(["check", "--quiet", "--config", config, module]);
      await deno(["run", "--quiet", "--no-prompt", "--allow-all", "--config", config, module]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });

  Deno.test(`${name}: is committed as one execution left it, from the first cell to the last`, async () => {
    const cells = await codeCells(name);
    assert.deepEqual(cells.map((cell) => cell.execution_count), cells.map((_, i) => i + 1));
    for (const cell of cells) {
      assert.ok(cell.outputs.every(({ output_type }) => output_type !== "error"), textOf(cell));
      if (/\bshow\(|console\.log/.test(textOf(cell))) assert.ok(cell.outputs.length > 0, textOf(cell));
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
}
