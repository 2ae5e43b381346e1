import assert from "node:assert/strict";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { existsSync } from "node:fs";
import { ConfigError } from "~/core/mod.ts";
import { loadTensorFlow, type TensorFlow, tensorFlowFolder } from "~/tfjs/mod.ts";

/** A folder whose `node_modules` hold the named packages, each a CommonJS module of one text. */
async function folderOf(packages: Readonly<Record<string, string>>): Promise<URL> {
  const folder = await Deno.makeTempDir({ prefix: "b3_tfjs_" });
  for (const [name, text] of Object.entries(packages)) {
    const home = join(folder, "node_modules/@tensorflow", name);
    await mkdir(home, { recursive: true });
    await writeFile(join(home, "package.json"), `{ "main": "main.js", "type": "commonjs" }`);
    await writeFile(join(home, "main.js"), text);
  }
  return pathToFileURL(folder + "/");
}

/** A module whose backends are those named. */
const moduleWith = (...backends: string[]) =>
  `exports.setBackend = async (name) => ${JSON.stringify(backends)}.includes(name);`;

Deno.test("loadTensorFlow() says what to do where nothing is installed", async () => {
  const folder = await folderOf({});
  await assert.rejects(loadTensorFlow(folder), (error: unknown) => {
    assert.ok(error instanceof ConfigError);
    assert.match(error.message, /^Cannot load TensorFlow\.js: .*; run deno task setup:tfjs-node$/);
    assert.ok(error.message.includes(fileURLToPath(folder)));
    return true;
  });
});

Deno.test("loadTensorFlow() takes tfjs-node first", async () => {
  const folder = await folderOf({ "tfjs-node": moduleWith("tensorflow"), tfjs: moduleWith("cpu") });
  const { name, passedOver } = await loadTensorFlow(folder);
  assert.equal(name, "tfjs-node");
  assert.deepEqual(passedOver, []);
});

Deno.test("loadTensorFlow() gives tfjs-node the functions that node:util lost", async () => {
  const folder = await folderOf({
    "tfjs-node": `const util = require("util");
      if (!util.isNullOrUndefined(null) || util.isNullOrUndefined(0) || !util.isArray([])) throw new Error("no");
      ${moduleWith("tensorflow")}`,
  });
  assert.equal((await loadTensorFlow(folder)).name, "tfjs-node");
});

Deno.test("loadTensorFlow() falls back to WebAssembly and says why", async () => {
  const folder = await folderOf({
    "tfjs-node": `throw new Error("the addon is missing\\nlook elsewhere");`,
    tfjs: moduleWith("wasm", "cpu"),
    "tfjs-backend-wasm": "",
  });
  const { name, passedOver } = await loadTensorFlow(folder);
  assert.equal(name, "tfjs-wasm");
  assert.deepEqual(passedOver, ["tfjs-node: the addon is missing"]);
});

Deno.test("loadTensorFlow() falls back to plain JavaScript where WebAssembly does not start", async () => {
  const folder = await folderOf({ tfjs: moduleWith("cpu"), "tfjs-backend-wasm": "" });
  const { name, passedOver } = await loadTensorFlow(folder);
  assert.equal(name, "tfjs-cpu");
  assert.equal(passedOver.length, 2);
  assert.equal(passedOver[1], `tfjs-wasm: its backend "wasm" does not start`);
});

Deno.test("tensorFlowFolder() is beside deno.json, or where B3_TFJS says", () => {
  const before = Deno.env.get("B3_TFJS");
  try {
    Deno.env.delete("B3_TFJS");
    assert.ok(existsSync(new URL("../../deno.json", tensorFlowFolder())));
    Deno.env.set("B3_TFJS", "/some/where");
    assert.equal(tensorFlowFolder().href, "file:///some/where/");
  } finally {
    if (before === undefined) Deno.env.delete("B3_TFJS");
    else Deno.env.set("B3_TFJS", before);
  }
});

const installed = join(fileURLToPath(tensorFlowFolder()), "node_modules/@tensorflow");
const isInstalled = existsSync(installed);

/** The installed packages without those that are not named. */
async function installedOnly(...names: string[]): Promise<URL> {
  const folder = await folderOf({});
  for (const name of names) {
    const link = join(fileURLToPath(folder), "node_modules/@tensorflow", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(installed, name), link);
  }
  return folder;
}

/** What one LSTM unit says after the inputs, written out: gates input, forget, cell, output. */
function unitByHand(inputs: readonly number[], w: number[], u: number[], b: number[]): number {
  const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
  let [h, c] = [0, 0];
  for (const x of inputs) {
    const [i, f, g, o] = w.map((weight, gate) => weight * x + u[gate] * h + b[gate]);
    c = sigmoid(f) * c + sigmoid(i) * Math.tanh(g);
    h = sigmoid(o) * Math.tanh(c);
  }
  return h;
}

function unitOf(tf: TensorFlow, inputs: readonly number[], w: number[], u: number[], b: number[]): number {
  const lstm = tf.layers.lstm({
    units: 1,
    recurrentActivation: "sigmoid",
    recurrentInitializer: "zeros",
    returnSequences: false,
  });
  const answer = tf.tidy(() => {
    const x = tf.tensor(inputs, [1, inputs.length, 1]);
    lstm.apply(x);
    lstm.setWeights([tf.tensor(w, [1, 4]), tf.tensor(u, [1, 4]), tf.tensor(b, [4])]);
    return lstm.apply(x).dataSync()[0];
  });
  lstm.dispose();
  return answer;
}

for (
  const { name, packages } of [
    { name: "tfjs-wasm", packages: ["tfjs", "tfjs-backend-wasm"] },
    { name: "tfjs-cpu", packages: ["tfjs"] },
    { name: "the fastest that is installed", packages: ["tfjs-node", "tfjs", "tfjs-backend-wasm"] },
  ]
) {
  Deno.test({
    name: `loadTensorFlow() loads ${name}, whose LSTM says what one written out says` +
      (isInstalled ? "" : " (ignored: deno task setup:tfjs-node has not been run)"),
    ignore: !isInstalled,
    async fn() {
      const loaded = await loadTensorFlow(await installedOnly(...packages));
      if (name.startsWith("tfjs-")) assert.equal(loaded.name, name);
      const [w, u, b] = [[0.5, -0.3, 0.8, 0.2], [0.1, 0.4, -0.6, 0.7], [0.05, 1, -0.1, 0.3]];
      const inputs = [0.9, -1.4, 0.3];
      const held = loaded.tf.memory().numTensors;
      const answer = unitOf(loaded.tf, inputs, w, u, b);
      assert.ok(Math.abs(answer - unitByHand(inputs, w, u, b)) < 1e-6);
      assert.equal(loaded.tf.memory().numTensors, held);
    },
  });
}
