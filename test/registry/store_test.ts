import assert from "node:assert/strict";
import { join } from "node:path";
import { type Artifact, ConfigError, ModelError, NotFoundError } from "~/core/mod.ts";
import {
  listModels,
  listVersions,
  loadVersion,
  parseReference,
  readAliases,
  readDocument,
  saveVersion,
  type VersionDescription,
} from "~/registry/mod.ts";

const DESCRIPTION: VersionDescription = {
  kind: "rf",
  run: { seed: 1 },
  features: ["a", "b"],
  lookback: 20,
  featureBasis: "split",
  returnBasis: "split",
  data: {
    firstSession: "2017-01-02",
    lastSession: "2022-11-29",
    trainedThrough: "2022-12-29",
    nSamples: 10,
    nTickers: 2,
    sha256: "0".repeat(64),
  },
  baseline: { sell: 0.3, hold: 0.4, buy: 0.3 },
  verdict: "not distinguishable from its baselines",
  software: { deno: "2.9.6" },
};
const ARTIFACT: Artifact = { format: "test/1", header: { trees: 3 }, data: Uint8Array.of(1, 2, 3) };

/** Runs with an empty models folder that is removed afterwards. */
function withRoot(body: (root: string) => Promise<void>): () => Promise<void> {
  return async () => {
    const root = await Deno.makeTempDir();
    try {
      await body(join(root, "models"));
    } finally {
      await Deno.remove(root, { recursive: true });
    }
  };
}

const save = (root: string, artifact = ARTIFACT, description = DESCRIPTION) =>
  saveVersion(root, "rf", { description, artifact, documents: { evaluation: { ok: true } } });

Deno.test(
  "saveVersion() then loadVersion() gives the artifact, the manifest and the documents back",
  withRoot(async (root) => {
    const { manifest, isNew } = await save(root);
    assert.ok(isNew);
    assert.match(manifest.version, /^2022-12-29-[0-9a-f]{8}$/);
    for (const reference of [parseReference("rf"), parseReference(`rf@${manifest.version}`)]) {
      const version = await loadVersion(root, reference);
      assert.deepEqual(version.manifest, manifest);
      assert.deepEqual({ ...version.artifact, data: [...version.artifact.data] }, {
        ...ARTIFACT,
        data: [1, 2, 3],
      });
      assert.deepEqual(await readDocument(version, "evaluation"), { ok: true });
    }
    assert.deepEqual((await loadVersion(root, join(root, "rf", manifest.version))).manifest, manifest);
  }),
);

Deno.test(
  "saveVersion() of the same content is the same version, of other content another",
  withRoot(async (root) => {
    const first = await save(root);
    const again = await save(root);
    assert.deepEqual([again.isNew, again.manifest], [false, first.manifest]);
    const other = await save(root, { ...ARTIFACT, data: Uint8Array.of(9) });
    assert.notEqual(other.manifest.version, first.manifest.version);
    assert.equal((await listVersions(root, "rf")).length, 2);
    assert.deepEqual(await listModels(root), ["rf"]);
    assert.deepEqual(await readAliases(root, "rf"), { champion: other.manifest.version });
  }),
);

Deno.test(
  "loadVersion() refuses a changed, cut or missing file and saveVersion() mends it",
  withRoot(async (root) => {
    const { folder } = await save(root);
    const file = join(folder, "model.bin");
    const spoil: [() => Promise<void>, RegExp][] = [
      [
        () => Deno.writeFile(file, Uint8Array.of(1, 2, 4)),
        /model\.bin: the manifest says 3 bytes, .* found 3 bytes/,
      ],
      [() => Deno.writeFile(file, Uint8Array.of(1)), /found 1 bytes/],
      [() => Deno.remove(file), /it is missing/],
    ];
    for (const [spoilFile, message] of spoil) {
      await spoilFile();
      await assert.rejects(loadVersion(root, parseReference("rf")), (error) => {
        assert.ok(error instanceof ModelError);
        assert.match(error.message, message);
        return true;
      });
      assert.ok((await save(root)).isNew);
      assert.equal((await loadVersion(root, parseReference("rf"))).artifact.data.length, 3);
    }
  }),
);

Deno.test(
  "saveVersion() that fails leaves the old version, its alias and no rubbish",
  withRoot(async (root) => {
    const { manifest } = await save(root);
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    await assert.rejects(
      saveVersion(root, "rf", { description: DESCRIPTION, artifact: ARTIFACT, documents: { cyclic } }),
    );
    await assert.rejects(
      saveVersion(root, "rf", {
        description: DESCRIPTION,
        artifact: ARTIFACT,
        documents: { "no/such/folder": 1 },
      }),
      { code: "ENOENT" },
    );
    assert.deepEqual((await loadVersion(root, parseReference("rf"))).manifest, manifest);
    assert.deepEqual(
      (await Array.fromAsync(Deno.readDir(join(root, "rf")))).map((entry) => entry.name).sort(),
      [
        manifest.version,
        "aliases.json",
      ],
    );
  }),
);

Deno.test(
  "a version that was being written when the process died is not seen",
  withRoot(async (root) => {
    const { manifest } = await save(root);
    await Deno.mkdir(join(root, "rf", `${manifest.version}.1234.tmp`));
    assert.deepEqual((await listVersions(root, "rf")).map(({ version }) => version), [manifest.version]);
  }),
);

Deno.test(
  "saves at once of the same and of other versions leave every version whole",
  withRoot(async (root) => {
    const artifacts = [1, 1, 2, 2, 3].map((byte) => ({ ...ARTIFACT, data: Uint8Array.of(byte) }));
    await Promise.allSettled(artifacts.map((artifact) => save(root, artifact)));
    for (const { version } of await listVersions(root, "rf")) {
      await loadVersion(root, { name: "rf", selector: version });
    }
    await loadVersion(root, parseReference("rf"));
  }),
);

Deno.test(
  "loadVersion() says what there is when the name, version or folder is unknown",
  withRoot(async (root) => {
    await assert.rejects(loadVersion(root, parseReference("rf")), {
      name: NotFoundError.name,
      message: `Cannot find model "rf" in ${root}: there is none yet`,
    });
    const { manifest } = await save(root);
    await assert.rejects(loadVersion(root, parseReference("lstm")), { message: /there are rf$/ });
    await assert.rejects(loadVersion(root, parseReference("rf@best")), {
      message: `Cannot find version "best" of "rf": there are ${manifest.version}`,
    });
    await assert.rejects(loadVersion(root, "/nowhere"), { message: /it holds no manifest\.json/ });
  }),
);

Deno.test(
  "loadVersion() refuses a manifest of another schema",
  withRoot(async (root) => {
    const { folder } = await save(root);
    for (const text of ["{", "{}", '{"manifest": 99}']) {
      await Deno.writeTextFile(join(folder, "manifest.json"), text);
      await assert.rejects(loadVersion(root, folder), {
        name: ModelError.name,
        message: `Cannot read ${join(folder, "manifest.json")}: it is not a manifest of this version`,
      });
    }
  }),
);

Deno.test("parseReference() lets no name out of the models folder", () => {
  for (const text of ["../x", "a/b", "", ".", "rf@../x", "rf@a@b", "RF", "rf@", "a\0b"]) {
    assert.throws(() => parseReference(text), { name: ConfigError.name });
  }
  assert.deepEqual(parseReference("rf@2022-12-29-0a1b2c3d"), { name: "rf", selector: "2022-12-29-0a1b2c3d" });
});
