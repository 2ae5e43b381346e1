/**
 * Model versions over a folder: saved whole or not at all, verified when loaded, found by name, version or alias.
 *
 * The folder is `<name>/<version>/` with `manifest.json`, `model.json`, `model.bin` (or as the artifact names it) and
 * further JSON files, and beside the versions `<name>/aliases.json`. What was tried is in `trials.jsonl`.
 *
 * @module
 */

export * from "./aliases.ts";
export * from "./list.ts";
export * from "./load.ts";
export * from "./manifest.ts";
export * from "./names.ts";
export * from "./save.ts";
export * from "./trials.ts";
