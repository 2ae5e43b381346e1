import assert from "node:assert/strict";
import { join } from "node:path";
import { json, task } from "./task.ts";

const ROOT = await Deno.makeTempDir();
const DB = join(ROOT, "b3.duckdb");
const MODELS = join(ROOT, "models");
globalThis.addEventListener("unload", () => Deno.removeSync(ROOT, { recursive: true }));
const [PORT, DATA_PORT] = [45_001, 45_002].map((port) => port + Deno.pid % 1000);

const folds = { nFolds: 1, testSessions: 120 };
const RUNS = {
  forest: { name: "forest", forest: { nEstimators: 5 }, folds },
  network: {
    name: "network",
    kind: "lstm",
    features: "sequence_without_index",
    folds: { ...folds, trainEvery: 5 },
    lstm: { lookback: 8, units: 8, epochs: 1 },
  },
};

Deno.test("serve answers a web client: assets while it types, then a prediction, from any origin", async () => {
  await json("ingest", "--db", DB);
  for (const [name, run] of Object.entries(RUNS)) {
    const path = join(ROOT, `${name}.json`);
    await Deno.writeTextFile(path, JSON.stringify(run));
    await json("train", "--run", path, "--db", DB, "--models", MODELS);
  }
  const server = new Deno.Command(Deno.execPath(), {
    args: [
      "task",
      "--quiet",
      "serve",
      "--db",
      DB,
      "--models",
      MODELS,
      "--port",
      `${PORT}`,
      "--data-port",
      `${DATA_PORT}`,
    ],
    env: { NO_COLOR: "1", B3_DATA: "" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  try {
    await listening(server.stdout);
    const model = `http://127.0.0.1:${PORT}/api/b3/predict`;
    const data = `http://127.0.0.1:${DATA_PORT}`;
    const ask = async (body: object) => {
      const response = await fetch(model, {
        method: "POST",
        headers: { "content-type": "application/json", origin: "http://localhost:4200" },
        body: JSON.stringify(body),
      });
      assert.equal(response.headers.get("access-control-allow-origin"), "http://localhost:4200");
      return { status: response.status, body: await response.json() };
    };
    const { assets } = await (await fetch(`${data}/assets?page=1&page_size=10&search=PETR`)).json();
    assert.deepEqual(assets.map(({ ticker }: { ticker: string }) => ticker), ["PETR3", "PETR4"]);
    for (const port of [PORT, DATA_PORT]) {
      assert.deepEqual(await (await fetch(`http://127.0.0.1:${port}/health`)).json(), { status: "healthy" });
    }

    const [said] = await json("predict", "PETR4", "--model", "forest", "--db", DB, "--models", MODELS);
    const forest = await ask({ ticker: "petr4" });
    assert.equal(forest.status, 200);
    assert.deepEqual(forest.body.predictions, [said.label]);
    const { sell, hold, buy } = said.probabilities;
    assert.deepEqual(forest.body.prediction_probabilities, [[buy, hold, sell]]);
    assert.deepEqual([forest.body.ticker, forest.body.model_type], ["petr4", "RandomForestClassifier"]);

    const [sequence] = await json("predict", "PETR4", "--model", "network", "--db", DB, "--models", MODELS);
    const network = await ask({ ticker: "PETR4", model_type: "lstm" });
    assert.deepEqual(network.body.predictions, [sequence.label]);
    assert.deepEqual(network.body.classes, ["buy", "sell", "hold"]);
    assert.deepEqual(network.body.input_shape, [1, 8, 9]);

    const unknown = await ask({ ticker: "NONE3" });
    assert.equal(unknown.status, 400);
    assert.match(unknown.body.message, /NONE3/);
  } finally {
    server.kill("SIGTERM");
    const { code } = await server.status;
    await server.stderr.cancel();
    assert.equal(code, 0);
  }
});

/** Waits until the server says that it listens. */
async function listening(stdout: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
  const reader = stdout.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = ""; !text.includes(`:${DATA_PORT}`);) {
    const { value, done } = await reader.read();
    assert.ok(!done, `the server ended: ${text}`);
    text += value;
  }
  await reader.cancel();
}

Deno.test("serve refuses to be reached from elsewhere, and a port that is taken", async () => {
  const elsewhere = await task("serve", "--host", "0.0.0.0", "--db", DB, "--models", MODELS);
  assert.equal(elsewhere.code, 2);
  assert.match(elsewhere.err, /Cannot serve on 0\.0\.0\.0: it serves this machine alone/);
  const taken = Deno.listen({ hostname: "127.0.0.1", port: PORT });
  try {
    const { code, err } = await task(
      "serve",
      "--port",
      `${PORT}`,
      "--data-port",
      `${PORT}`,
      "--db",
      DB,
      "--models",
      MODELS,
    );
    assert.equal(code, 2);
    assert.match(err, /another program listens there/);
  } finally {
    taken.close();
  }
});
