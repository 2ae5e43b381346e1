/**
 * Telling what is not there from what cannot be read.
 *
 * @module
 */

/** Whether the system says that a path leads nowhere; every other failure to read is not absence. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
