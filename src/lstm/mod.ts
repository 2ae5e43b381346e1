/**
 * The multi-task LSTM: an action and a return from each ticker's last sessions, learned and answered on WebAssembly,
 * native code or plain TypeScript, kept as a TensorFlow.js layers model.
 *
 * @module
 */

export { LSTM_FORMAT } from "./artifact.ts";
export { loadLstm } from "./load.ts";
export { lstm, trainerHere } from "./lstm.ts";
export type { Attribution, LstmModel } from "./model.ts";
export { LSTM_SETTINGS, type LstmParams, type LstmSettings } from "./params.ts";
