/**
 * `deno task models`: the saved versions.
 *
 * @module
 */

import { NotFoundError } from "~/core/mod.ts";
import {
  listModels,
  listVersions,
  type Manifest,
  openModel,
  readAliases,
  readManifest,
} from "~/registry/mod.ts";
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
    const { rows, unreadable } = await survey(models);
    if (json) return printJson([...rows, ...unreadable]);
    if (rows.length + unreadable.length === 0) {
      return print(`No models in ${models} yet: deno task train makes one`);
    }
    print(...table(
      ["model", "alias", "kind", "trained through", "samples", "verdict"],
      rows.map(({ name, version, aliases, kind, trainedThrough, nSamples, verdict }) => [
        `${name}@${version}`,
        aliases.join(", "),
        kind,
        trainedThrough,
        String(nSamples),
        verdict.split(": ").at(-1) ?? "",
      ]),
    ));
    print(...unreadable.map(({ reason }) => `! ${reason}`));
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
  docs: {
    brief: "Verifies a version, or every one: its manifest, and every file by its checksum",
    fullDescription:
      "Verifies a version, or every one: that the manifest is the one its version was named by, and " +
      "that every file is as the manifest says. Fails (exit code 1) if one is not, after looking at all.",
  },
  parameters: { flags: FLAGS, positional: MODEL_POSITIONAL },
  async func({ models = MODELS, json }, model) {
    const references = model === undefined ? await everyReference(models) : [model];
    if (references.length === 0) throw new NotFoundError(`Cannot verify models in ${models}: there is none`);
    const results: { model: string; intact: boolean; reason?: string }[] = [];
    for (const reference of references) {
      results.push(
        await openModel(models, reference).then(
          ({ manifest: { name, version } }) => ({ model: `${name}@${version}`, intact: true }),
          (error: Error) => ({ model: reference, intact: false, reason: error.message }),
        ),
      );
    }
    if (json) printJson(results);
    else {
      print(
        ...results.map(({ model, reason }) => `${model}: ${reason ?? "every file is as the manifest says"}`),
      );
    }
    if (!results.every(({ intact }) => intact)) Deno.exitCode = 1;
  },
});

/** Every version that can be read, and why the others and the aliases cannot. */
async function survey(models: string) {
  const rows: ReturnType<typeof rowOf>[] = [];
  const unreadable: { name: string; version?: string; reason: string }[] = [];
  const note = (what: { name: string; version?: string }) => (error: Error) => {
    unreadable.push({ ...what, reason: error.message });
  };
  for (const name of await listModels(models)) {
    const aliases = await readAliases(models, name).catch(note({ name })) ?? {};
    for (const version of await listVersions(models, name)) {
      const manifest = await readManifest(models, name, version).catch(note({ name, version }));
      if (manifest) rows.push(rowOf(manifest, aliases));
    }
  }
  return { rows, unreadable };
}

function rowOf(manifest: Manifest, aliases: Readonly<Record<string, string>>) {
  const { name, version, kind, data: { trainedThrough, nSamples }, verdict } = manifest;
  return {
    name,
    version,
    aliases: Object.keys(aliases).filter((alias) => aliases[alias] === version),
    kind,
    trainedThrough,
    nSamples,
    verdict,
  };
}

/** References to every version, and to aliases that point at none. */
async function everyReference(models: string): Promise<string[]> {
  const names = await listModels(models);
  const references = await Promise.all(names.map(async (name) => {
    const versions = await listVersions(models, name);
    const aliases = await readAliases(models, name).catch(() => ({ champion: "" })); // loading it tells why
    const astray = Object.entries(aliases).filter(([, version]) => !versions.includes(version));
    return [...versions, ...astray.map(([alias]) => alias)].map((selector) => `${name}@${selector}`);
  }));
  return references.flat();
}

await runTask(
  "models",
  buildRouteMap({
    routes: { list, show, verify },
    docs: { brief: "Lists, shows and verifies saved models" },
  }),
);
