/**
 * The native part of `@tensorflow/tfjs-node`, built against the C library inside PyPI's `tensorflow-cpu`.
 *
 * @module
 */

import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { runChild } from "./child.ts";

/** The TensorFlow whose C library is taken; its C interface is stable, the package itself asks for 2.9.1. */
const TENSORFLOW = "tensorflow-cpu==2.21.0";

/** The Python whose wheel is taken; nothing of Python runs from it. */
const PYTHON = "3.11";

/** The libraries the addon is linked to. */
const LIBRARIES = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"];

/** Programs that are needed, and how to get them. */
const TOOLS = { "g++": "apt-get install g++", pip: "apt-get install python3-pip" };

/** Where the package looks for its addon; a path inside it. */
const ADDON = "lib/napi-v8/tfjs_binding.node";

/** Whether the addon is there. */
export async function hasAddon(folder: string): Promise<boolean> {
  return await stat(join(packageFolder(folder), ADDON)).then(() => true, () => false);
}

/**
 * Builds the addon, which takes some minutes and 1.3 GB of disk while it lasts.
 *
 * @param folder Folder with the `node_modules` of `@tensorflow/tfjs-node` and `node-api-headers`.
 * @param say Is told of each step.
 * @returns Why it was not built, or nothing if it was.
 */
export async function buildAddon(folder: string, say: (step: string) => void): Promise<string | undefined> {
  if (Deno.build.os !== "linux") return `it can be built on Linux only, this is ${Deno.build.os}`;
  const missing = await missingTools();
  if (missing.length > 0) return missing.join(", ");
  const work = join(folder, "build");
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  try {
    say(`downloading ${TENSORFLOW} (about 300 MB)`);
    const target = ["--target", join(work, "python"), "--only-binary=:all:", `--python-version=${PYTHON}`];
    const quiet = ["--quiet", "--no-input", "--no-cache-dir", "--disable-pip-version-check", "--no-compile"];
    const pip = await runChild("pip", ["install", "--no-deps", ...quiet, ...target, TENSORFLOW], {
      env: { TMPDIR: work },
    });
    if (!pip.ok) return `pip cannot install ${TENSORFLOW}:\n${pip.reason}`;
    say("compiling the addon");
    const compiler = await compile(folder, join(work, "python", "tensorflow"));
    return compiler.ok ? undefined : `g++ cannot build the addon:\n${compiler.reason}`;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function missingTools(): Promise<string[]> {
  const tools = await Promise.all(
    Object.entries(TOOLS).map(async ([tool, howToGet]) => {
      const { ok } = await runChild(tool, ["--version"]);
      return ok ? [] : [`${tool} is missing (${howToGet})`];
    }),
  );
  return tools.flat();
}

/** Moves the libraries to where the addon looks for them and compiles it; the addon appears only when it is whole. */
async function compile(folder: string, tensorflow: string) {
  const home = packageFolder(folder);
  const [libraries, addon] = [join(home, "deps/lib"), join(home, ADDON)];
  await mkdir(libraries, { recursive: true });
  await mkdir(join(addon, ".."), { recursive: true });
  for (const name of LIBRARIES) await rename(join(tensorflow, name), join(libraries, name));
  const includes = [join(folder, "node_modules/node-api-headers/include"), join(tensorflow, "include")];
  const built = await runChild("g++", [
    ...["-std=c++17", "-O2", "-fPIC", "-shared", "-DNAPI_VERSION=8", "-DNODE_GYP_MODULE_NAME=tfjs_binding"],
    "-DBUILDING_NODE_EXTENSION",
    ...includes.map((path) => `-I${path}`),
    ...["tfjs_backend.cc", "tfjs_binding.cc"].map((name) => join(home, "binding", name)),
    ...["-o", `${addon}.part`, `-L${libraries}`],
    ...LIBRARIES.map((name) => `-l:${name}`),
    "-Wl,-rpath,$ORIGIN/../../deps/lib",
  ]);
  if (built.ok) await rename(`${addon}.part`, addon);
  return built;
}

function packageFolder(folder: string): string {
  return join(folder, "node_modules/@tensorflow/tfjs-node");
}
