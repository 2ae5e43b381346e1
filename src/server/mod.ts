/**
 * The REST server: the routes that a web client needs, answered from memory.
 *
 * @module
 */

export { appOf, type AppOptions } from "./app.ts";
export { loadServing, type ServedModel, type Serving } from "./serving.ts";
