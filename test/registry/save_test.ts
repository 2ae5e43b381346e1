import assert from "node:assert/strict";
import { join } from "node:path";
import type { Artifact } from "~/core/mod.ts";
import {
  listVersions,
  loadVersion,
  parseReference,
  readAliases,
  saveVersion,
  type VersionDescription,
} from "~/registry/mod.ts";
import { ARTIFACT, DESCRIPTION, namesIn, save, withRoot } from "./saved.ts";

const CHAMPION = parseReference("rf");

Deno.test(
  "saveVersion() of the same content is the same version, of other content another",
  withRoot(async (root) => {
    const first = await save(root);
    assert.ok(first.isNew);
    assert.match(first.manifest.version, /^2022-12-29-[0-9a-f]{8}$/);
    const again = await save(root);
    assert.deepEqual([again.isNew, again.manifest], [false, first.manifest]);
    await saveVersion(root, "rf", {
      description: { ...DESCRIPTION, verdict: "it beats its baselines" },
      artifact: ARTIFACT,
    });
    await save(root, ARTIFACT, { notes: [2] });
    const other = await save(root, { ...ARTIFACT, data: Uint8Array.of(9) });
    assert.equal((await listVersions(root, "rf")).length, 4);
    assert.deepEqual(await readAliases(root, "rf"), { champion: other.manifest.version });
  }),
);

Deno.test(
  "saveVersion() never takes a version away from one who reads it",
  withRoot(async (root) => {
    const { manifest } = await save(root);
    const reference = parseReference(`rf@${manifest.version}`);
    for (let i = 0; i < 20; i++) {
      const [version] = await Promise.all([
        loadVersion(root, reference),
        save(root),
        save(root, ARTIFACT, { i }),
      ]);
      assert.deepEqual(version.manifest, manifest);
    }
  }),
);

Deno.test(
  "saveVersion() at once of the same and of other content leaves every version whole",
  withRoot(async (root) => {
    const artifacts = [1, 1, 1, 2, 2, 3].map((byte) => ({ ...ARTIFACT, data: Uint8Array.of(byte) }));
    const saved = await Promise.all(artifacts.map((artifact) => save(root, artifact)));
    assert.equal(saved.filter(({ isNew }) => isNew).length, 3);
    const versions = await listVersions(root, "rf");
    assert.equal(versions.length, 3);
    for (const selector of versions) await loadVersion(root, { name: "rf", selector });
    await loadVersion(root, CHAMPION);
    assert.deepEqual(await namesIn(join(root, "rf")), [...versions, "aliases.json"]);
  }),
);

Deno.test(
  "saveVersion() replaces a damaged copy, also if several do so at once",
  withRoot(async (root) => {
    const { folder, manifest } = await save(root);
    const spoil: (() => Promise<void>)[] = [
      () => Deno.writeFile(join(folder, "model.bin"), Uint8Array.of(1)),
      () => Deno.remove(join(folder, "model.bin")),
      () => Deno.writeTextFile(join(folder, "manifest.json"), "{"),
      () => Deno.remove(join(folder, "manifest.json")),
    ];
    for (const spoilFile of spoil) {
      for (const nSaves of [1, 3]) {
        await spoilFile();
        const saved = await Promise.all(Array.from({ length: nSaves }, () => save(root)));
        assert.ok(saved.some(({ isNew }) => isNew));
        assert.deepEqual((await loadVersion(root, CHAMPION)).manifest, manifest);
      }
    }
    assert.deepEqual(await namesIn(join(root, "rf")), [manifest.version, "aliases.json"]);
  }),
);

Deno.test(
  "saveVersion() that fails leaves the old version, its alias and no rubbish",
  withRoot(async (root) => {
    const { manifest } = await save(root);
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    await assert.rejects(save(root, ARTIFACT, { cyclic }), TypeError);
    await Deno.writeTextFile(join(root, "file"), "");
    await assert.rejects(saveVersion(root, "file", { description: DESCRIPTION, artifact: ARTIFACT }), {
      code: "ENOTDIR",
    });
    assert.deepEqual((await loadVersion(root, CHAMPION)).manifest, manifest);
    assert.deepEqual(await namesIn(join(root, "rf")), [manifest.version, "aliases.json"]);
  }),
);

Deno.test(
  "saveVersion() removes what a killed save of the same version left, and nothing else",
  withRoot(async (root) => {
    const { manifest: { version } } = await save(root);
    await Deno.mkdir(join(root, "rf", `${version}.1234.tmp`));
    await Deno.writeTextFile(join(root, "rf", `${version}.1234.tmp`, "model.bin"), "cut");
    await Deno.mkdir(join(root, "rf", "2022-12-29-00000000.1234.tmp"));
    assert.deepEqual(await listVersions(root, "rf"), [version]);
    await save(root);
    assert.deepEqual(
      await namesIn(join(root, "rf")),
      ["2022-12-29-00000000.1234.tmp", version, "aliases.json"].sort(),
    );
  }),
);

Deno.test(
  "saveVersion() refuses names that lead elsewhere and texts that steer a terminal",
  withRoot(async (root) => {
    const refuses = (name: string, changes: Partial<VersionDescription>, message: string, documents = {}) =>
      assert.rejects(
        saveVersion(root, name, {
          description: { ...DESCRIPTION, ...changes },
          artifact: ARTIFACT,
          documents,
        }),
        { name: "RangeError", message },
      );
    for (const name of ["rf@x", "../rf", ""]) {
      await refuses(
        name,
        {},
        `Cannot save a version of "${name}": name: must be lower-case letters, digits, - and _`,
      );
    }
    await refuses(
      "rf",
      {},
      'Cannot save a version of "rf": files.no/such/folder.json: Invalid key in record',
      { "no/such/folder": 1 },
    );
    const plain = 'Cannot save a version of "rf": it: must hold no control characters';
    await refuses("rf", { verdict: "\x1b[2Jit beats its baselines" }, plain);
    await refuses("rf", { run: { data: [{ "\u009b2J": 1 }] } }, plain);
    await refuses("rf", { software: { deno: "2\n" } }, plain);
    await assert.rejects(Deno.stat(root), Deno.errors.NotFound);
  }),
);

Deno.test(
  "saveVersion() lays a TensorFlow.js model out as its loaders look for it, and refuses a header with a key that is taken",
  withRoot(async (root) => {
    const header = {
      modelTopology: { class_name: "Sequential" },
      weightsManifest: [{ paths: ["weights.bin"] }],
    };
    const artifact: Artifact = {
      format: "layers-model",
      header,
      data: Uint8Array.of(4, 5),
      dataName: "weights.bin",
    };
    const { folder, manifest } = await save(root, artifact, {});
    assert.deepEqual(await namesIn(folder), ["manifest.json", "model.json", "weights.bin"]);
    assert.deepEqual(JSON.parse(await Deno.readTextFile(join(folder, "model.json"))), {
      format: "layers-model",
      ...header,
    });
    const loaded = await loadVersion(root, { name: "rf", selector: manifest.version });
    assert.deepEqual({ ...loaded.artifact, data: [...loaded.artifact.data] }, { ...artifact, data: [4, 5] });
    for (const key of ["format", "header"]) {
      await assert.rejects(save(root, { ...ARTIFACT, header: { [key]: "test/2" } }), {
        name: "RangeError",
        message:
          `Cannot save an artifact of format "test/1": its header has the key "${key}", which is taken; rename it`,
      });
    }
    await assert.rejects(save(root, { ...artifact, dataName: "../weights.bin" }), {
      name: "RangeError",
      message: 'Cannot save a version of "rf": files.../weights.bin: Invalid key in record',
    });
  }),
);
