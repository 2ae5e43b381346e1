/**
 * Model versions over a folder: saved whole or not at all, verified when loaded, found by name, version or alias.
 *
 * @module
 */

export * from "./manifest.ts";
export * from "./names.ts";
export * from "./store.ts";
