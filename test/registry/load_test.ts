import assert from "node:assert/strict";
import { join } from "node:path";
import { ConfigError, ModelError, NotFoundError } from "~/core/mod.ts";
import {
  loadVersion,
  openModel,
  parseReference,
  readDocument,
  readManifest,
  saveVersion,
} from "~/registry/mod.ts";
import { ARTIFACT, DESCRIPTION, forge, save, withRoot } from "./saved.ts";

const CHAMPION = parseReference("rf");

Deno.test(
  "loadVersion() gives back what saveVersion() was given, by reference and by folder",
  withRoot(async (root) => {
    const { manifest, folder } = await save(root);
    for (const reference of [CHAMPION, parseReference(`rf@${manifest.version}`), folder]) {
      const version = await loadVersion(root, reference);
      assert.deepEqual(version.manifest, manifest);
      assert.deepEqual({ ...version.artifact, data: [...version.artifact.data] }, {
        dataName: "model.bin",
        ...ARTIFACT,
        data: [1, 2, 3],
      });
      assert.deepEqual(readDocument(version, "notes", Array.isArray), [1]);
    }
    assert.deepEqual(await readManifest(root, "rf", manifest.version), manifest);
  }),
);

Deno.test(
  "loadVersion() refuses a file that is changed, cut, missing or no file",
  withRoot(async (root) => {
    const { folder } = await save(root);
    const file = join(folder, "model.bin");
    const spoil: [() => Promise<unknown>, RegExp][] = [
      [
        () => Deno.writeFile(file, Uint8Array.of(1, 2, 4)),
        /model\.bin: the manifest says 3 bytes, .* found 3 bytes/,
      ],
      [() => Deno.writeFile(file, Uint8Array.of(1)), /found 1 bytes/],
      [() => Deno.remove(file), /it is missing/],
      [() => Deno.mkdir(file), /Cannot read .*model\.bin: a file is wanted, found a folder or device/],
    ];
    for (const [spoilFile, message] of spoil) {
      await spoilFile();
      await assert.rejects(loadVersion(root, CHAMPION), { name: ModelError.name, message });
    }
  }),
);

Deno.test({
  name: "loadVersion() does not wait at a pipe that stands where a file should",
  ignore: Deno.build.os === "windows",
  fn: withRoot(async (root) => {
    const { folder } = await save(root);
    for (const file of ["model.bin", "manifest.json"]) {
      await Deno.remove(join(folder, file));
      await new Deno.Command("mkfifo", { args: [join(folder, file)] }).output();
      await assert.rejects(loadVersion(root, folder), {
        name: ModelError.name,
        message: /found a folder or device/,
      });
    }
  }),
});

Deno.test(
  "loadVersion() refuses what is no manifest",
  withRoot(async (root) => {
    const { folder, manifest } = await save(root);
    const { "model.bin": _, ...files } = manifest.files;
    const outside = { "../../../etc/hostname": files["model.json"], ...manifest.files };
    const bad = [
      "{",
      "null",
      "{}",
      '{"manifest": 99}',
      ...[{ name: "../reports" }, { version: "a/b" }, { files }, { files: outside }, { verdict: "\x1b[2J" }]
        .map(
          (changes) => JSON.stringify({ ...manifest, ...changes }),
        ),
    ];
    for (const text of bad) {
      await Deno.writeTextFile(join(folder, "manifest.json"), text);
      await assert.rejects(loadVersion(root, folder), {
        name: ModelError.name,
        message: `Cannot read ${join(folder, "manifest.json")}: a manifest is wanted, found something else`,
      });
    }
  }),
);

Deno.test(
  "loadVersion() refuses a manifest in which anything was changed",
  withRoot(async (root) => {
    const { folder, manifest } = await save(root);
    const changes = [
      { name: "lstm" },
      { version: "2022-12-29-00000000" },
      { verdict: "it beats its baselines" },
      { features: ["b", "a"] },
      { lookback: 1 },
      { format: "test/2" },
      { run: { seed: 2 } },
      { data: { ...manifest.data, nSamples: 11 } },
    ];
    for (const change of changes) {
      await Deno.writeTextFile(join(folder, "manifest.json"), JSON.stringify({ ...manifest, ...change }));
      await assert.rejects(loadVersion(root, folder), {
        name: ModelError.name,
        message:
          /manifest\.json: it says version 2022-12-29-\w+, but what it says is version 2022-12-29-\w+$/,
      });
    }
  }),
);

Deno.test(
  "loadVersion() by reference refuses a whole version that stands in another's place",
  withRoot(async (root) => {
    const { folder, manifest } = await save(root);
    const other = join(root, "rf", "2022-12-29-00000000");
    await Deno.rename(folder, other);
    await assert.rejects(loadVersion(root, parseReference("rf@2022-12-29-00000000")), {
      name: ModelError.name,
      message: `Cannot load ${other}: the manifest of rf@2022-12-29-00000000 is wanted, found that of ` +
        `rf@${manifest.version}`,
    });
    assert.deepEqual((await loadVersion(root, other)).manifest, manifest); // a copy elsewhere is as good
    await Deno.rename(join(root, "rf"), join(root, "lstm"));
    await assert.rejects(readManifest(root, "lstm", "2022-12-29-00000000"), { message: /found that of rf@/ });
  }),
);

Deno.test(
  "loadVersion() refuses a model.json that is none, whatever its checksum",
  withRoot(async (root) => {
    for (
      const text of [
        "{",
        "null",
        "[]",
        '{"format": 1, "header": {}}',
        '{"header": {}}',
        '{"format": "test/1", "header": {"features": ["\\u001b[2J"]}}',
      ]
    ) {
      const folder = await forge(root, { "model.json": text });
      await assert.rejects(loadVersion(root, folder), {
        name: ModelError.name,
        message: `Cannot read ${
          join(folder, "model.json")
        }: a model's format and header is wanted, found something else`,
      });
    }
    const folder = await forge(root, { "model.json": '{"format": "test/2", "header": {}}' });
    await assert.rejects(loadVersion(root, folder), {
      name: ModelError.name,
      message: `Cannot load ${join(folder, "model.json")}: the manifest says format "test/1", found "test/2"`,
    });
  }),
);

Deno.test(
  "loadVersion() reads a version that an earlier release wrote, its header in a group of its own",
  withRoot(async (root) => {
    const folder = await forge(root, { "model.json": '{"format": "test/1", "header": {"trees": 3}}' });
    const { artifact } = await loadVersion(root, folder);
    assert.deepEqual({ ...artifact, data: [...artifact.data] }, {
      format: "test/1",
      header: { trees: 3 },
      data: [1, 2, 3],
      dataName: "model.bin",
    });
  }),
);

Deno.test(
  "readDocument() refuses one that is missing, no JSON or of another shape",
  withRoot(async (root) => {
    const version = await loadVersion(root, await forge(root, { "draft.json": "[" }));
    const refuses = (name: string, why: string) =>
      assert.throws(() => readDocument(version, name, (value) => typeof value === "string"), {
        name: ModelError.name,
        message: `Cannot read ${join(version.folder, `${name}.json`)}: ${why}`,
      });
    refuses("training", "the version has no such file");
    refuses("draft", 'the document "draft" is wanted, found something else');
    refuses("notes", 'the document "notes" is wanted, found something else');
  }),
);

Deno.test(
  "loadVersion() says what there is when the name, version or folder is unknown",
  withRoot(async (root) => {
    await assert.rejects(loadVersion(root, CHAMPION), {
      name: NotFoundError.name,
      message: `Cannot find model "rf" in ${root}: there is none yet`,
    });
    const { manifest } = await save(root);
    await assert.rejects(loadVersion(root, parseReference("lstm")), { message: /there are rf$/ });
    for (const selector of ["best", "constructor"]) {
      await assert.rejects(loadVersion(root, { name: "rf", selector }), {
        name: NotFoundError.name,
        message: `Cannot find version "${selector}" of "rf": there are ${manifest.version}`,
      });
    }
    await assert.rejects(loadVersion(root, "/nowhere"), {
      name: NotFoundError.name,
      message: "Cannot find a model in /nowhere: it holds no manifest.json",
    });
  }),
);

Deno.test(
  "openModel() opens a reference or a folder, and without one the only model there is",
  withRoot(async (root) => {
    await assert.rejects(openModel(root), {
      name: NotFoundError.name,
      message: `Cannot find a model in ${root}: there is none yet`,
    });
    const { folder, manifest } = await save(root);
    for (const model of [undefined, "rf", "rf@champion", `rf@${manifest.version}`, folder]) {
      assert.deepEqual((await openModel(root, model)).manifest, manifest);
    }
    await saveVersion(root, "h5", { description: DESCRIPTION, artifact: ARTIFACT });
    await assert.rejects(openModel(root), {
      name: ConfigError.name,
      message: `Cannot choose a model in ${root}: name one of h5, rf`,
    });
  }),
);
