import { join } from "node:path";
import type { Artifact } from "~/core/mod.ts";
import { saveVersion, type VersionDescription } from "~/registry/mod.ts";
import { sha256, toJson } from "~/registry/files.ts";
import { versionOf } from "~/registry/manifest_schema.ts";

export const DESCRIPTION: VersionDescription = {
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
export const ARTIFACT: Artifact = { format: "test/1", header: { trees: 3 }, data: Uint8Array.of(1, 2, 3) };

/** Runs with an empty models folder that is removed afterwards. */
export function withRoot(body: (root: string) => Promise<void>): () => Promise<void> {
  return async () => {
    const root = await Deno.makeTempDir();
    try {
      await body(join(root, "models"));
    } finally {
      await Deno.remove(root, { recursive: true });
    }
  };
}

/** Saves a version of `rf`. */
export const save = (
  root: string,
  artifact = ARTIFACT,
  documents: Record<string, unknown> = { notes: [1] },
) => saveVersion(root, "rf", { description: DESCRIPTION, artifact, documents });

/** Names in a folder, sorted. */
export async function namesIn(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
}

/**
 * Puts a version of `rf` into `root` as a forger would who knows the rules: files of any content, their checksums in
 * the manifest, the version computed from that.
 *
 * @returns Its folder.
 */
export async function forge(root: string, texts: Readonly<Record<string, string>>): Promise<string> {
  const { folder, manifest } = await save(root);
  const files = { ...manifest.files };
  for (const [file, text] of Object.entries(texts)) {
    const bytes = new TextEncoder().encode(text);
    await Deno.writeFile(join(folder, file), bytes);
    files[file] = { bytes: bytes.length, sha256: sha256(bytes) };
  }
  const forged = { ...manifest, files, version: versionOf({ ...manifest, files }) };
  await Deno.writeFile(join(folder, "manifest.json"), toJson(forged));
  const place = join(root, "rf", forged.version);
  await Deno.rename(folder, place);
  return place;
}
