/**
 * The whole server as one function from requests to responses.
 *
 * @module
 */

import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { secureHeaders } from "hono/secure-headers";
import { dataApi } from "./data_api.ts";
import { modelApi } from "./model_api.ts";
import type { Serving } from "./serving.ts";

/** Largest body of a request, bytes. */
const MOST_BYTES = 64 * 1024;

/** How it answers. */
export interface AppOptions {
  /** Whether a page of this origin may read the answers. @default {every origin} */
  readonly allowsOrigin?: (origin: string) => boolean;
  /** Told of what went wrong inside; the client is told only that something did. */
  readonly onError?: (error: unknown) => void;
}

/** Makes the server's function; it holds nothing but what it is given. */
export function appOf(
  serving: Serving,
  { allowsOrigin = () => true, onError = () => {} }: AppOptions = {},
): Hono {
  const app = new Hono();
  app.use(secureHeaders({ crossOriginResourcePolicy: "cross-origin" }));
  app.use(cors({ origin: (origin) => origin === "" ? "*" : allowsOrigin(origin) ? origin : null }));
  app.use(bodyLimit({
    maxSize: MOST_BYTES,
    onError: (c) => c.json({ status: "error", message: `the body is larger than ${MOST_BYTES} bytes` }, 413),
  }));
  app.route("/", dataApi(serving));
  app.route("/api/b3", modelApi(serving));
  app.notFound((c) => c.json({ status: "error", message: `there is no ${c.req.method} ${c.req.path}` }, 404));
  app.onError((error, c) => {
    onError(error);
    return c.json(
      { status: "error", message: "something went wrong inside; the server's log says what" },
      500,
    );
  });
  return app;
}
