/**
 * Forests outside memory: the format `b3-forest/1`.
 *
 * The header holds what `Forest` holds beside its trees, the class names, and the number of elements of each array. The
 * data are these arrays, end to end, little-endian, without gaps:
 *
 * | array | type | elements | meaning |
 * |---|---|---|---|
 * | `roots` | int32 | nTrees + 1 | first node of each tree; nNodes at the end |
 * | `right` | int32 | nNodes | right child of a node; in a leaf, the leaf's number |
 * | `threshold` | float32 | nNodes | values up to it go left; 0 in leaves |
 * | `leafValue` | float32 | nLeaves * 3 or 1 | weighted class counts (gini), or the mean target (squared_error) |
 * | `leafReturn` | float32 | nLeaves | mean return of the leaf's rows, decimal fraction |
 * | `feature` | int16 | nNodes | feature that a node asks for; -1 in leaves |
 *
 * Nodes are in preorder: the left child is the next node, leaves are numbered as they come, and a tree ends where the
 * next begins.
 *
 * @module
 */

import * as z from "zod";
import { type Artifact, CLASSES } from "~/core/mod.ts";
import { checkTrees, damaged } from "./check_trees.ts";
import type { Forest, Trees } from "./tree.ts";

const FORMAT = "b3-forest/1";

const ARRAYS = {
  roots: Int32Array,
  right: Int32Array,
  threshold: Float32Array,
  leafValue: Float32Array,
  leafReturn: Float32Array,
  feature: Int16Array,
};
const ARRAY_NAMES = Object.keys(ARRAYS) as (keyof Trees)[];

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const HEADER = z.strictObject({
  criterion: z.literal(["gini", "squared_error"]),
  features: z.array(z.string()),
  classes: z.tuple(CLASSES.map((label) => z.literal(label)) as [z.ZodLiteral, ...z.ZodLiteral[]]),
  params: z.strictObject({
    nEstimators: count,
    maxDepth: count.nullable(),
    minSamplesLeaf: count,
    maxFeatures: z.number().or(z.literal("sqrt")),
    maxSamples: share,
    bootstrap: z.boolean(),
    classWeight: z.literal("balanced").or(z.partialRecord(z.literal(CLASSES), z.number())).nullable(),
    nBins: count,
  }),
  seed: z.number(),
  depth: count,
  importances: z.record(z.string(), share),
  outOfBag: z.strictObject({ nSamples: count, logLoss: z.number(), accuracy: share }).nullable(),
  lengths: z.strictObject({
    roots: count.min(2),
    right: count,
    threshold: count,
    leafValue: count,
    leafReturn: count,
    feature: count,
  }),
});

/** Writes a forest. */
export function toArtifact({ trees, ...rest }: Forest): Artifact {
  const lengths = Object.fromEntries(ARRAY_NAMES.map((name) => [name, trees[name].length]));
  const data = new Uint8Array(ARRAY_NAMES.reduce((sum, name) => sum + trees[name].byteLength, 0));
  let offset = 0;
  for (const name of ARRAY_NAMES) {
    const { buffer, byteOffset, byteLength } = trees[name];
    data.set(new Uint8Array(buffer, byteOffset, byteLength), offset);
    offset += byteLength;
  }
  return { format: FORMAT, header: { ...rest, classes: CLASSES, lengths }, data };
}

/**
 * Reads a forest that {@link toArtifact} wrote.
 *
 * Everything that predicting relies on is checked, so a damaged artifact is refused and never loops or reads astray.
 *
 * @throws {ModelError} If the artifact is not a sound `b3-forest/1`; the message names what was wanted and found.
 */
export function readArtifact(artifact: Artifact): Forest {
  if (artifact.format !== FORMAT) throw damaged(`format "${FORMAT}" is wanted, found "${artifact.format}"`);
  const parsed = HEADER.safeParse(artifact.header);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw damaged(`its header is not as the format says at "${issue.path.join(".")}": ${issue.message}`);
  }
  const { classes: _, lengths, ...rest } = parsed.data;
  const trees = readArrays(artifact.data, lengths);
  checkTrees(trees, rest.features.length, rest.criterion === "gini" ? CLASSES.length : 1);
  return { ...rest, trees };
}

function readArrays(data: Uint8Array, lengths: Readonly<Record<keyof Trees, number>>): Trees {
  const wanted = ARRAY_NAMES.reduce((sum, name) => sum + lengths[name] * ARRAYS[name].BYTES_PER_ELEMENT, 0);
  if (data.length !== wanted) throw damaged(`${wanted} bytes of data are wanted, found ${data.length}`);
  const { buffer } = new Uint8Array(data); // a copy: its arrays are aligned and nobody else's
  let offset = 0;
  const entries = ARRAY_NAMES.map((name) => {
    const array = new ARRAYS[name](buffer, offset, lengths[name]);
    offset += array.byteLength;
    return [name, array];
  });
  return Object.fromEntries(entries);
}
