/**
 * The errors a caller is expected to catch, by what went wrong.
 *
 * A wrong argument is the caller's bug and throws a built-in `RangeError` or `TypeError`; these classes are for what
 * the world did: files, data, models. A message names the action, the object, what was wanted and what was found.
 *
 * @module
 */

/** What kind of thing failed; whoever answers to the outside turns it into an exit code or a status. */
export type ErrorCode = "busy" | "config" | "data" | "model" | "not_found";

/** Base of every error that is expected: a code for programs, a message for people. */
export abstract class B3Error extends Error {
  /** What kind of thing failed. */
  abstract readonly code: ErrorCode;
}

/** A market-data file or table that cannot be used as it is. */
export class DataError extends B3Error {
  /** Name of the class. */
  override readonly name: string = "DataError";
  /** What kind of thing failed. */
  readonly code = "data";
}

/** A model or artifact that cannot be used: corrupt, incompatible, or asked for other features than it learned. */
export class ModelError extends B3Error {
  /** Name of the class. */
  override readonly name = "ModelError";
  /** What kind of thing failed. */
  readonly code = "model";
}

/** A name that nothing answers to: a ticker, a model, a version, a file. */
export class NotFoundError extends B3Error {
  /** Name of the class. */
  override readonly name = "NotFoundError";
  /** What kind of thing failed. */
  readonly code = "not_found";
}

/** A resource that another process holds. */
export class BusyError extends B3Error {
  /** Name of the class. */
  override readonly name = "BusyError";
  /** What kind of thing failed. */
  readonly code = "busy";
}

/** Settings that contradict each other or name something unknown. */
export class ConfigError extends B3Error {
  /** Name of the class. */
  override readonly name = "ConfigError";
  /** What kind of thing failed. */
  readonly code = "config";
}
