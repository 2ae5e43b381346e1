/**
 * The packages of TensorFlow.js in their folder, and the install script of one of them.
 *
 * @module
 */

import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "~/core/mod.ts";
import { runChild } from "./child.ts";

const TFJS_NODE = "@tensorflow/tfjs-node";
const VERSION = "4.22.0";

/** What is installed; the headers are for building the native part. */
const CONFIG = {
  nodeModulesDir: "manual",
  imports: {
    "@tensorflow/tfjs": `npm:@tensorflow/tfjs@${VERSION}`,
    "@tensorflow/tfjs-backend-wasm": `npm:@tensorflow/tfjs-backend-wasm@${VERSION}`,
    [TFJS_NODE]: `npm:${TFJS_NODE}@${VERSION}`,
    "node-api-headers": "npm:node-api-headers@1.9.0",
  },
};

/** The native part's place in its package. */
const ADDON = "lib/napi-v8/tfjs_binding.node";

/** Where `@tensorflow/tfjs-node` is in a folder. */
export function tfjsNodeFolder(folder: string): string {
  return join(folder, "node_modules", TFJS_NODE);
}

/** Where its native part is, or will be. */
export function addonFile(folder: string): string {
  return join(tfjsNodeFolder(folder), ADDON);
}

/** Whether its native part is there. */
export async function hasAddon(folder: string): Promise<boolean> {
  return await isThere(addonFile(folder));
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(() => true, () => false);
}

/** Takes its native part away, if it is there. */
export async function removeAddon(folder: string): Promise<void> {
  await rm(addonFile(folder), { force: true });
}

/**
 * Installs the packages without their scripts; quick if they are there.
 *
 * @param options `force` begins with none.
 * @throws {ConfigError} If the folder is something else's, or if they cannot be had.
 */
export async function installPackages(folder: string, options: { readonly force: boolean }): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeConfig(folder);
  if (options.force) await rm(join(folder, "node_modules"), { recursive: true, force: true });
  const { ok, reason } = await runChild(Deno.execPath(), ["install", "--quiet"], { cwd: folder });
  if (!ok) throw new ConfigError(`Cannot install TensorFlow.js into ${folder}: ${reason}`);
}

async function writeConfig(folder: string): Promise<void> {
  const [file, packages] = [join(folder, "deno.json"), join(folder, "node_modules")];
  const found = await readFile(file, "utf8").catch(() => undefined);
  if (found === undefined ? await isThere(packages) : !isOwn(found)) {
    throw new ConfigError(
      `Cannot install TensorFlow.js: ${folder} belongs to something else, as its ${
        found === undefined ? "node_modules" : "deno.json"
      } shows; name a folder of its own in B3_TFJS`,
    );
  }
  await writeFile(`${file}.tmp`, JSON.stringify(CONFIG, null, 2) + "\n");
  await rename(`${file}.tmp`, file);
}

/** Whether a configuration says nothing that is not in ours. */
function isOwn(config: string): boolean {
  const within = (found: object, own: object) => Object.keys(found).every((key) => key in own);
  try {
    const found: { readonly imports?: object } = JSON.parse(config);
    return within(found, CONFIG) && within(found.imports ?? {}, CONFIG.imports);
  } catch {
    return false;
  }
}

/**
 * Lets the install script of `@tensorflow/tfjs-node` fetch its native part.
 *
 * @returns Why it did not come, or nothing.
 */
export async function runInstallScript(folder: string): Promise<string | undefined> {
  // Deno runs the script once an installation, even one that failed or was killed: it begins with a new package
  const installed = join(folder, "node_modules/.deno", `${TFJS_NODE.replace("/", "+")}@${VERSION}`);
  await rm(installed, { recursive: true, force: true });
  const allowed = `--allow-scripts=npm:${TFJS_NODE}@${VERSION}`;
  const { reason } = await runChild(Deno.execPath(), ["install", allowed], { cwd: folder });
  if (await hasAddon(folder)) return undefined;
  return /Error: .*/.exec(reason)?.[0] ?? `its script gave no native part: ${reason}`;
}
