/**
 * Another process that records trials: `DATA` of `ROOT`, each of the recipes `FIRST` up to, not including, `END`.
 *
 * @module
 */

import { recordTrial } from "~/registry/mod.ts";

const [root, data, first, end] = Deno.args;
for (let i = Number(first); i < Number(end); i++) await recordTrial(root, { data, recipe: `recipe ${i}` });
