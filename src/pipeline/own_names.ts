/**
 * An LSTM's settings by the names that they have in the Python system which this one is compatible with.
 *
 * @module
 */

import { ConfigError } from "~/core/mod.ts";
import { LSTM_SETTINGS } from "~/lstm/mod.ts";

/** One thing that a run says. */
interface Said {
  /** The group that it belongs to. */
  readonly group: "lstm" | "label";
  /** Its name there. */
  readonly name: string;
  /** Where it was said. */
  readonly as: string;
  readonly value: unknown;
}

const SETTINGS = Object.keys(LSTM_SETTINGS.parse({}));

/** Names that are not this project's in another spelling. */
const OTHERS: Readonly<Record<string, Pick<Said, "group" | "name">>> = {
  lr: { group: "lstm", name: "learningRate" },
  horizon: { group: "label", name: "horizon" },
  price_col: { group: "label", name: "price" },
};

/**
 * A run in this project's names, whichever its group `lstm` uses: `batch_size` becomes `batchSize`, `lr`
 * `learningRate`; `horizon` and `price_col` go to the group `label`.
 *
 * @param run Anything; what is no run of an LSTM, and names that mean nothing, stay as they are.
 * @param source What the run is from, for the message.
 * @throws {ConfigError} If something is said twice, by two names.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const own = withOwnNames({ lstm: { lr: 0.01, units: 8, horizon: 2 } }, "an example");
 * assert.deepEqual(own, { lstm: { learningRate: 0.01, units: 8 }, label: { horizon: 2 } });
 * ```
 */
export function withOwnNames(run: unknown, source: string): unknown {
  if (!isPlainObject(run) || !isPlainObject(run.lstm)) return run;
  const { label = {}, lstm } = run;
  if (!isPlainObject(label)) return run;
  const said: Said[] = [
    ...Object.entries(label).map(([name, value]) =>
      ({ group: "label", name, as: `label.${name}`, value }) as const
    ),
    ...Object.entries(lstm).map(([key, value]) => ({ ...placeOf(key), as: `lstm.${key}`, value })),
  ];
  for (const [place, [first, second]] of Map.groupBy(said, ({ group, name }) => `${group}.${name}`)) {
    if (second === undefined) continue;
    throw new ConfigError(`Cannot use ${source}: ${place} is there twice, as ${first.as} and ${second.as}`);
  }
  const groupOf = (wanted: Said["group"]) =>
    Object.fromEntries(
      said.filter(({ group }) => group === wanted).map(({ name, value }) => [name, value]),
    );
  return { ...run, label: groupOf("label"), lstm: groupOf("lstm") };
}

/** Where a run has what an LSTM's setting of that name says. */
function placeOf(key: string): Pick<Said, "group" | "name"> {
  if (Object.hasOwn(OTHERS, key)) return OTHERS[key];
  const own = key.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
  return { group: "lstm", name: SETTINGS.includes(own) ? own : key };
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
