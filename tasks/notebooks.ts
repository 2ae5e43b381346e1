/**
 * `deno task notebooks`: executes the notebooks through Jupyter and keeps their outputs; with `--check`, throws them away.
 *
 * @module
 */

import { join } from "node:path";
import { buildCommand, runTask, SWITCH } from "./cli/command.ts";
import { installKernel, jupyter } from "./cli/jupyter.ts";
import { print } from "./cli/output.ts";

interface Flags {
  readonly check?: boolean;
}

interface Notebook {
  readonly cells: readonly { readonly cell_type: string; readonly outputs?: readonly unknown[] }[];
}

await runTask(
  "notebooks",
  buildCommand<Flags, []>({
    docs: {
      brief: "Executes the notebooks through Jupyter and keeps their outputs",
      fullDescription:
        "Executes the notebooks through Jupyter (jupyter nbconvert, which must be installed) with the Deno " +
        "that runs this task, and keeps their outputs. A cell that fails fails the task.",
    },
    parameters: {
      flags: { check: { ...SWITCH, brief: "Execute copies and leave the notebooks as they are" } },
    },
    async func({ check = false }) {
      await installKernel();
      const names = (await Array.fromAsync(Deno.readDir("notebooks"))).map((entry) => entry.name);
      const target = check ? await Deno.makeTempDir({ prefix: "b3_notebooks_" }) : "notebooks";
      try {
        for (const name of names.filter((name) => name.endsWith(".ipynb")).sort()) {
          print(await execute(name, target));
        }
        if (!check) await format();
      } finally {
        if (check) await Deno.remove(target, { recursive: true });
      }
    },
  }),
);

/** Executes a notebook into a folder; a sentence about what came of it. */
async function execute(name: string, folder: string): Promise<string> {
  const path = join("notebooks", name);
  const command =
    "nbconvert --to notebook --execute --ExecutePreprocessor.record_timing=False --log-level=WARN".split(" ");
  await jupyter([...command, "--output-dir", folder, "--output", name, path]);
  const { cells }: Notebook = JSON.parse(await Deno.readTextFile(join(folder, name)));
  const code = cells.filter((cell) => cell.cell_type === "code");
  const nShown = code.filter((cell) => cell.outputs && cell.outputs.length > 0).length;
  return `${path}: ${code.length} cells executed, ${nShown} with output`;
}

/** Formats the notebooks; `deno fmt --check` cannot judge them (it fails on any notebook it has not seen), so they are excluded there. */
async function format(): Promise<void> {
  const args = ["fmt", "--quiet", "--no-config", "--line-width=110", "--ext=ipynb", "notebooks"];
  await new Deno.Command(Deno.execPath(), { args }).output();
}
