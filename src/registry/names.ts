/**
 * Names of models and versions, and references to them.
 *
 * @module
 */

import { ConfigError } from "~/core/mod.ts";

/** What names of models, versions and aliases look like: they are folder names and never lead out of the folder. */
export const MODEL_NAME = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** A model's name with the version or alias that is meant. */
export interface ModelReference {
  /** Name of the model. */
  readonly name: string;
  /** A version or an alias. */
  readonly selector: string;
}

/**
 * Reads `NAME`, `NAME@VERSION` or `NAME@ALIAS`; without a selector the champion is meant.
 *
 * @throws {ConfigError} If it is none of these.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(parseReference("rf"), { name: "rf", selector: "champion" });
 * assert.throws(() => parseReference("../etc"));
 * ```
 */
export function parseReference(text: string): ModelReference {
  const [name, selector = "champion", ...rest] = text.split("@");
  if (rest.length > 0 || !MODEL_NAME.test(name) || !MODEL_NAME.test(selector)) {
    throw new ConfigError(
      `Cannot read model reference "${text}": NAME or NAME@VERSION is wanted, of lower-case letters, digits, - and _`,
    );
  }
  return { name, selector };
}
