/**
 * The errors a caller is expected to catch, by what went wrong.
 *
 * A wrong argument is the caller's bug and throws a built-in `RangeError` or `TypeError`; these classes are for what
 * the world did: files, data, models. A message names the action, the object, what was wanted and what was found.
 *
 * @module
 */

/** What kind of thing failed; the edge (task, API) turns it into an exit code or a status. */
export type ErrorCode =
  | "config"
  | "data"
  | "history"
  | "model"
  | "not_found"
  | "busy";

/** Base of every error that this library expects: has a machine-readable `code` and a message for people. */
export class B3Error extends Error {
  override readonly name: string = "B3Error";

  constructor(readonly code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

/** A market-data file or table that cannot be used as it is. */
export class DataError extends B3Error {
  override readonly name: string = "DataError";

  constructor(message: string, options?: ErrorOptions) {
    super("data", message, options);
  }
}

/** A ticker with fewer sessions than a computation needs. */
export class InsufficientHistoryError extends B3Error {
  override readonly name = "InsufficientHistoryError";

  constructor(readonly ticker: string, readonly needed: number, readonly got: number) {
    super("history", `Cannot predict "${ticker}": ${needed} sessions of history are needed, found ${got}`);
  }
}

/** A model or artifact that cannot be used: corrupt, incompatible, or asked for other features than it learned. */
export class ModelError extends B3Error {
  override readonly name = "ModelError";

  constructor(message: string, options?: ErrorOptions) {
    super("model", message, options);
  }
}

/** A name that nothing answers to: a ticker, a model, a version, a file. */
export class NotFoundError extends B3Error {
  override readonly name = "NotFoundError";

  constructor(message: string, options?: ErrorOptions) {
    super("not_found", message, options);
  }
}

/** A resource that another process holds. */
export class BusyError extends B3Error {
  override readonly name = "BusyError";

  constructor(message: string, options?: ErrorOptions) {
    super("busy", message, options);
  }
}

/** Settings that contradict each other or name something unknown. */
export class ConfigError extends B3Error {
  override readonly name = "ConfigError";

  constructor(message: string, options?: ErrorOptions) {
    super("config", message, options);
  }
}
