import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { existsSync } from "node:fs";
import { ConfigError } from "~/core/mod.ts";
import { loadTensorFlow, type TensorFlow, TENSORFLOW_NAMES, tensorFlowFolder } from "~/tfjs/mod.ts";
import { testWithTensorFlow } from "../tensor_flow.ts";

/** What tfjs-node would ask where its addon is. */
const INSTALLER = { "@mapbox/node-pre-gyp": `throw new Error("it reads all environment variables");` };

/** A folder whose `node_modules` hold the named packages, each a CommonJS module of one text. */
async function folderOf(packages: Readonly<Record<string, string>>): Promise<URL> {
  const folder = await Deno.makeTempDir({ prefix: "b3_tfjs_" });
  for (const [name, text] of Object.entries({ ...INSTALLER, ...packages })) {
    const home = join(folder, "node_modules", name);
    await mkdir(join(home, "dist"), { recursive: true });
    await writeFile(join(home, "package.json"), `{ "main": "dist/main.js", "type": "commonjs" }`);
    await writeFile(join(home, "dist/main.js"), text);
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
  const folder = await folderOf({
    "@tensorflow/tfjs-node": moduleWith("tensorflow"),
    "@tensorflow/tfjs": moduleWith("cpu"),
  });
  const { name, passedOver } = await loadTensorFlow(folder);
  assert.equal(name, "tfjs-node");
  assert.deepEqual(passedOver, []);
});

Deno.test("loadTensorFlow() gives tfjs-node the functions that node:util lost", async () => {
  const folder = await folderOf({
    "@tensorflow/tfjs-node": `const util = require("util");
      if (!util.isNullOrUndefined(null) || util.isNullOrUndefined(0) || !util.isArray([])) throw new Error("no");
      ${moduleWith("tensorflow")}`,
  });
  assert.equal((await loadTensorFlow(folder)).name, "tfjs-node");
});

Deno.test("loadTensorFlow() tells tfjs-node where its addon is, without node-pre-gyp", async () => {
  const folder = await folderOf({
    "@tensorflow/tfjs-node": `exports.where = require("@mapbox/node-pre-gyp").find("package.json");
      ${moduleWith("tensorflow")}`,
  });
  const addon = new URL("node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node", folder);
  await mkdir(new URL(".", addon), { recursive: true });
  await writeFile(addon, "");
  const { tf } = await loadTensorFlow(folder);
  assert.ok("where" in tf);
  assert.equal(tf.where, fileURLToPath(addon));
});

Deno.test("loadTensorFlow() tries what it is asked to try, and nothing else", async () => {
  const folder = await folderOf({
    "@tensorflow/tfjs-node": moduleWith("tensorflow"),
    "@tensorflow/tfjs": moduleWith("cpu"),
  });
  assert.equal((await loadTensorFlow(folder, ["tfjs-cpu"])).name, "tfjs-cpu");
  await assert.rejects(loadTensorFlow(folder, ["tfjs-wasm"]), ConfigError);
});

Deno.test("loadTensorFlow() falls back to WebAssembly and says why", async () => {
  const folder = await folderOf({
    "@tensorflow/tfjs-node": `throw new Error("the addon is missing\\nlook elsewhere");`,
    "@tensorflow/tfjs": moduleWith("wasm", "cpu"),
    "@tensorflow/tfjs-backend-wasm": "",
  });
  const { name, passedOver } = await loadTensorFlow(folder);
  assert.equal(name, "tfjs-wasm");
  assert.deepEqual(passedOver, ["tfjs-node: the addon is missing"]);
});

Deno.test("loadTensorFlow() falls back to plain JavaScript where WebAssembly does not start", async () => {
  const folder = await folderOf({
    "@tensorflow/tfjs": moduleWith("cpu"),
    "@tensorflow/tfjs-backend-wasm": "",
  });
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

for (const name of TENSORFLOW_NAMES) {
  testWithTensorFlow(
    `loadTensorFlow() loads ${name}, whose LSTM says what one written out says`,
    async () => {
      const { tf, ...loaded } = await loadTensorFlow(tensorFlowFolder(), [name]);
      assert.equal(loaded.name, name);
      assert.deepEqual(loaded.passedOver, []);
      const [w, u, b] = [[0.5, -0.3, 0.8, 0.2], [0.1, 0.4, -0.6, 0.7], [0.05, 1, -0.1, 0.3]];
      const inputs = [0.9, -1.4, 0.3];
      const held = tf.memory().numTensors;
      const answer = unitOf(tf, inputs, w, u, b);
      assert.ok(Math.abs(answer - unitByHand(inputs, w, u, b)) < 1e-6);
      assert.equal(tf.memory().numTensors, held);
    },
  );
}

testWithTensorFlow("loadTensorFlow() asks for no more than its documentation says", async () => {
  const folder = fileURLToPath(tensorFlowFolder());
  const code = `import { loadTensorFlow } from "~/tfjs/mod.ts";
    const { name, tf } = await loadTensorFlow(new URL(Deno.args[0]));
    console.log(name, tf.tidy(() => tf.sum(tf.tensor([1, 2, 3], [3])).dataSync()[0]));`;
  const program = await Deno.makeTempFile({ prefix: "b3_tfjs_", suffix: ".ts" });
  await writeFile(program, code);
  const permissions = [
    "--no-prompt",
    "--allow-read",
    "--allow-env=TF_CPP_MIN_LOG_LEVEL",
    `--allow-ffi=${folder}`,
  ];
  const config = fileURLToPath(new URL("../../deno.json", import.meta.url));
  const args = ["run", "--quiet", "--config", config, ...permissions, program, tensorFlowFolder().href];
  const { stdout } = await new Deno.Command(Deno.execPath(), { args, stderr: "null" }).output();
  const { name } = await loadTensorFlow();
  assert.equal(new TextDecoder().decode(stdout), `${name} 6\n`);
});
