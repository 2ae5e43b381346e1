/**
 * `deno task models`: the saved versions.
 *
 * @module
 */

import { listModels, listVersions, loadVersion, openModel, readAliases } from "~/registry/mod.ts";
import { buildCommand, buildRouteMap, runTask } from "./cli/command.ts";
import { JSON_FLAG, MODEL_POSITIONAL, MODELS, MODELS_FLAG } from "./cli/defaults.ts";
import { print, printJson, table } from "./cli/output.ts";

interface Flags {
  readonly models?: string;
  readonly json?: boolean;
}

const FLAGS = { models: MODELS_FLAG, json: JSON_FLAG } as const;

const list = buildCommand<Flags, []>({
  docs: { brief: "Lists every version" },
  parameters: { flags: FLAGS },
  async func({ models = MODELS, json }) {
    const versions = (await Promise.all((await listModels(models)).map(async (name) => {
      const aliases = Object.entries(await readAliases(models, name));
      return (await listVersions(models, name)).map((manifest) => ({
        name,
        version: manifest.version,
        aliases: aliases.filter(([, version]) => version === manifest.version).map(([alias]) => alias),
        kind: manifest.kind,
        trainedThrough: manifest.data.trainedThrough,
        nSamples: manifest.data.nSamples,
        verdict: manifest.verdict,
      }));
    }))).flat();
    if (json) return printJson(versions);
    if (versions.length === 0) return print(`No models in ${models} yet: deno task train makes one`);
    print(...table(
      ["model", "alias", "kind", "trained through", "samples", "verdict"],
      versions.map(({ name, version, aliases, kind, trainedThrough, nSamples, verdict }) => [
        `${name}@${version}`,
        aliases.join(", "),
        kind,
        trainedThrough,
        String(nSamples),
        verdict,
      ]),
    ));
  },
});

const show = buildCommand<Flags, [string?]>({
  docs: { brief: "Shows a version's manifest: data, run, scores in a sentence, files" },
  parameters: { flags: FLAGS, positional: MODEL_POSITIONAL },
  async func({ models = MODELS, json }, model) {
    const { manifest } = await openModel(models, model);
    if (json) return printJson(manifest);
    print(JSON.stringify(manifest, null, 2));
  },
});

const verify = buildCommand<Flags, [string?]>({
  docs: { brief: "Verifies the checksums of a version, or of every one" },
  parameters: { flags: FLAGS, positional: MODEL_POSITIONAL },
  async func({ models = MODELS, json }, model) {
    const versions = model !== undefined
      ? [await openModel(models, model)]
      : (await Promise.all((await listModels(models)).map(async (name) => {
        const manifests = await listVersions(models, name);
        return await Promise.all(
          manifests.map(({ version }) => loadVersion(models, { name, selector: version })),
        );
      }))).flat();
    const names = versions.map(({ manifest }) => `${manifest.name}@${manifest.version}`);
    if (json) return printJson(names.map((name) => ({ model: name, intact: true })));
    print(...names.map((name) => `${name}: every file is as the manifest says`));
  },
});

await runTask(
  "models",
  buildRouteMap({
    routes: { list, show, verify },
    docs: { brief: "Lists, shows and verifies saved models" },
  }),
);
