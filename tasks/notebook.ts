/**
 * `deno task notebook`: opens the notebooks in JupyterLab.
 *
 * @module
 */

import { buildCommand, runTask } from "./cli/command.ts";
import { installKernel, jupyter } from "./cli/jupyter.ts";

await runTask(
  "notebook",
  buildCommand<Record<never, never>, []>({
    docs: {
      brief: "Installs the Deno kernel and opens the notebooks in JupyterLab",
      fullDescription:
        "Installs the Deno kernel and opens the notebooks in JupyterLab, which must be installed. It listens " +
        "on this machine only.",
    },
    parameters: {},
    async func() {
      await installKernel();
      await jupyter(["lab", "--ip=127.0.0.1", "notebooks"]);
    },
  }),
);
