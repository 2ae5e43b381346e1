/**
 * `deno task setup:tfjs-node`: installs TensorFlow.js, which the LSTM can compute with, into a folder of its own.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { tensorFlowFolder, type TensorFlowName } from "~/tfjs/mod.ts";
import { buildCommand, runTask, SWITCH } from "./cli/command.ts";
import { print } from "./cli/output.ts";
import { buildAddon } from "./tfjs/addon.ts";
import { hasAddon, installPackages, removeAddon, runInstallScript } from "./tfjs/packages.ts";
import { tryOut } from "./tfjs/try_out.ts";
import { firstThatWorks } from "./tfjs/ways.ts";

/** What each way of computing is called in a sentence. */
const WORDS: Readonly<Record<TensorFlowName, string>> = {
  "tfjs-node": "TensorFlow's C library (tfjs-node)",
  "tfjs-wasm": "WebAssembly (plain @tensorflow/tfjs: slow, several times slower than tfjs-node)",
  "tfjs-cpu": "plain JavaScript (plain @tensorflow/tfjs: very slow, for small shapes only)",
};

await runTask(
  "setup:tfjs-node",
  buildCommand<{ readonly force?: boolean }, []>({
    docs: {
      brief: "Installs TensorFlow.js, an optional backend of the LSTM, into optional/tfjs",
      fullDescription:
        "Installs @tensorflow/tfjs, its WebAssembly backend and @tensorflow/tfjs-node, about 1 GB, into " +
        "optional/tfjs or the folder in B3_TFJS. The native part of tfjs-node comes by the package's own " +
        "install script; where its host is not reached, it is built with a C++ compiler against the C library " +
        "of PyPI's tensorflow-cpu (by python3 and pip), which takes some minutes; where that fails too, plain " +
        "TensorFlow.js is what there is. Run again, it does only what is missing. It ends with a small training.",
    },
    parameters: { flags: { force: { ...SWITCH, brief: "Begin anew, whatever is installed" } } },
    async func({ force = false }) {
      const folder = fileURLToPath(tensorFlowFolder());
      print(`Installing TensorFlow.js into ${folder}`);
      await installPackages(folder, { force });
      await getAddon(folder);
      const { name, passedOver, losses } = await tryOut(folder);
      for (const reason of passedOver) print(`Not used, ${reason}`);
      print(
        `TensorFlow.js works: it computes with ${
          WORDS[name]
        }; ${losses.length} steps of a tiny LSTM brought its ` +
          `loss from ${losses[0].toFixed(4)} to ${losses[losses.length - 1].toFixed(4)}`,
      );
    },
  }),
);

/** Gets the native part of tfjs-node, unless it is there and works. */
async function getAddon(folder: string): Promise<void> {
  const works = () => whyAddonFails(folder);
  if (await hasAddon(folder) && await works() === undefined) return print("Native part: it is there already");
  const taken = await firstThatWorks(
    [
      { what: "fetching it by the install script of tfjs-node", go: () => runInstallScript(folder) },
      {
        what: "building it with TensorFlow's C library from PyPI",
        go: () => buildAddon(folder, (step) => print(`Native part: ${step}`)),
      },
    ],
    works,
    print,
  );
  if (taken === undefined) {
    print(
      "Native part: there is none, so plain TensorFlow.js has to do, which is slow; try again once the above is seen to",
    );
  }
}

/** Why nothing can be trained with the native part, or nothing. One that fails is taken away, for it may end processes. */
async function whyAddonFails(folder: string): Promise<string | undefined> {
  const reason = await tryOut(folder).then(
    ({ name, passedOver }) => name === "tfjs-node" ? undefined : passedOver.join("; "),
    (error: Error) => error.message,
  );
  if (reason !== undefined) await removeAddon(folder);
  return reason;
}
