/**
 * Jupyter, which is a Python program and may not be there.
 *
 * @module
 */

import { NotFoundError } from "~/core/mod.ts";

/** What to do when Jupyter is not there. */
const HOW_TO_INSTALL = "pip install jupyterlab==4.6.6 nbconvert==7.17.2 plotly==7.1.0";

/**
 * Runs `jupyter` and waits for it.
 *
 * @throws {NotFoundError} If it is not installed.
 * @throws {Error} If it fails.
 */
export async function jupyter(args: readonly string[]): Promise<void> {
  const command = new Deno.Command("jupyter", { args: [...args], env: { NO_COLOR: "1" } });
  const { code } = await start(command).status;
  if (code !== 0) throw new Error(`jupyter ${args[0]} failed with exit code ${code}`);
}

/** Tells Jupyter of the Deno that runs now; its path may have changed since the last time. */
export async function installKernel(): Promise<void> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["jupyter", "--install", "--force"],
    stdout: "null",
    stderr: "null",
  });
  const { code } = await command.output();
  if (code !== 0) {
    throw new NotFoundError(`Cannot install the Deno kernel: is Jupyter there? ${HOW_TO_INSTALL}`);
  }
}

function start(command: Deno.Command): Deno.ChildProcess {
  try {
    return command.spawn();
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new NotFoundError(`Cannot run jupyter: it is not installed; ${HOW_TO_INSTALL}`, { cause });
  }
}
