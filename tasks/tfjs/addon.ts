/**
 * The native part of `@tensorflow/tfjs-node`, built against the C library inside PyPI's `tensorflow-cpu`.
 *
 * @module
 */

import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Ended, runChild } from "./child.ts";
import { addonFile, tfjsNodeFolder } from "./packages.ts";

/** The TensorFlow whose C library is taken; its C interface is stable, the package itself asks for 2.9.1. */
const TENSORFLOW = "tensorflow-cpu==2.21.0";

/** The Python whose wheel is taken; nothing of Python runs from it. */
const PYTHON = "3.11";

/** The libraries the addon is linked to. */
const LIBRARIES = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"];

/** Programs that build it, names or paths. */
export interface Tools {
  /** C++ compilers, the first that there is does it. @default {["g++", "c++", "clang++"]} */
  readonly compilers?: readonly string[];
  /** A Python with pip. @default {"python3"} */
  readonly python?: string;
}

/**
 * Builds the addon, which takes some minutes and 1.3 GB of disk while it lasts.
 *
 * @param folder Folder with the `node_modules` of `@tensorflow/tfjs-node` and `node-api-headers`.
 * @param say Is told of each step.
 * @returns Why it was not built, all that is missing at once; or nothing if it was.
 */
export async function buildAddon(
  folder: string,
  say: (step: string) => void,
  tools: Tools = {},
): Promise<string | undefined> {
  const { compilers = ["g++", "c++", "clang++"], python = "python3" } = tools;
  if (Deno.build.os !== "linux") return `it can be built on Linux only, this is ${Deno.build.os}`;
  const compiler = await firstInstalled(compilers);
  const missing = [
    ...(compiler === undefined
      ? [`a C++ compiler is wanted, found none of ${compilers.join(", ")} (apt-get install g++)`]
      : []),
    ...await whyNoPip(python),
  ];
  if (compiler === undefined || missing.length > 0) return missing.join("; ");
  const work = join(folder, "build");
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  try {
    say(`1 of 2: downloading ${TENSORFLOW}, about 300 MB`);
    const pip = await download(python, work);
    if (!pip.ok) return `pip cannot get ${TENSORFLOW}:\n${pip.reason}`;
    say(`2 of 2: compiling with ${compiler}`);
    const compiled = await compile(compiler, folder, join(work, "python/tensorflow"));
    return compiled.ok ? undefined : `${compiler} cannot build it:\n${compiled.reason}`;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function firstInstalled(compilers: readonly string[]): Promise<string | undefined> {
  for (const compiler of compilers) {
    if ((await runChild(compiler, ["--version"])).ok) return compiler;
  }
  return undefined;
}

async function whyNoPip(python: string): Promise<string[]> {
  if (!(await runChild(python, ["--version"])).ok) {
    return [`${python} is missing (apt-get install python3 python3-pip)`];
  }
  const { ok } = await runChild(python, ["-m", "pip", "--version"]);
  return ok ? [] : [`${python} has no pip (apt-get install python3-pip)`];
}

/** Unpacks the wheel into `python/` of a folder. */
async function download(python: string, work: string): Promise<Ended> {
  const quiet = ["--quiet", "--no-input", "--no-cache-dir", "--disable-pip-version-check", "--no-compile"];
  const what = ["--no-deps", "--only-binary=:all:", `--python-version=${PYTHON}`, TENSORFLOW];
  return await runChild(
    python,
    ["-m", "pip", "install", ...quiet, "--target", join(work, "python"), ...what],
    {
      env: { TMPDIR: work },
    },
  );
}

/** Moves the libraries to where the addon looks for them and compiles it; the addon appears only when it is whole. */
async function compile(compiler: string, folder: string, tensorflow: string): Promise<Ended> {
  const home = tfjsNodeFolder(folder);
  const [libraries, addon] = [join(home, "deps/lib"), addonFile(folder)];
  await mkdir(libraries, { recursive: true });
  await mkdir(dirname(addon), { recursive: true });
  for (const name of LIBRARIES) await rename(join(tensorflow, name), join(libraries, name));
  const includes = [join(folder, "node_modules/node-api-headers/include"), join(tensorflow, "include")];
  const built = await runChild(compiler, [
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
