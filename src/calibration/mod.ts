/**
 * Class probabilities made to mean what they say: Platt's sigmoids, isotonic steps, a temperature; and the choice
 * between them and leaving probabilities alone, judged on later sessions than they were fitted on.
 *
 * @module
 */

export * from "./calibrator.ts";
export * from "./choose.ts";
export * from "./isotonic.ts";
export * from "./platt.ts";
export * from "./temperature.ts";
