/**
 * `deno task serve`: the REST server.
 *
 * @module
 */

import { ConfigError } from "~/core/mod.ts";
import { appOf, loadServing } from "~/server/mod.ts";
import { buildCommand, runTask, TEXT, wholeNumber } from "./cli/command.ts";
import { databaseToRead, DB_FLAG, MODELS, MODELS_FLAG } from "./cli/defaults.ts";
import { print, warn } from "./cli/output.ts";

interface Flags {
  readonly host?: string;
  readonly port?: number;
  readonly dataPort?: number;
  readonly model?: string;
  readonly db?: string;
  readonly models?: string;
}

/** Addresses of this machine alone. */
const LOCAL = ["127.0.0.1", "localhost", "::1"];

const port = (brief: string) =>
  ({ kind: "parsed", parse: wholeNumber(1, 65535), optional: true, brief, placeholder: "n" }) as const;

await runTask(
  "serve",
  buildCommand<Flags, []>({
    docs: {
      brief: "Answers a web client from the database and the champion models",
      fullDescription:
        "Serves GET /assets, GET /health and POST /api/b3/predict, each on both ports, from what the database " +
        "and the models folder hold when it starts. It listens on this machine alone. Ctrl+C or SIGTERM lets running " +
        "requests end.",
    },
    parameters: {
      flags: {
        host: { ...TEXT, brief: "Address of this machine (default 127.0.0.1)", placeholder: "address" },
        port: port("Port of the model routes, which a web client calls (default 5001)"),
        dataPort: port("Port of the data routes (default 5002); the same as --port opens one"),
        model: {
          ...TEXT,
          brief: "Model that answers where a request names no type (default: a forest)",
          placeholder: "model",
        },
        db: DB_FLAG,
        models: MODELS_FLAG,
      },
    },
    async func({ host = "127.0.0.1", port = 5001, dataPort = 5002, model, db, models = MODELS }) {
      if (!LOCAL.includes(host)) {
        throw new ConfigError(
          `Cannot serve on ${host}: it serves this machine alone, one of ${LOCAL.join(", ")}`,
        );
      }
      const serving = await loadServing(databaseToRead(db), models, model);
      const app = appOf(serving, { onError: (error) => warn(String(error)) });
      const ports = [...new Set([port, dataPort])];
      const servers = ports.map((port) => listen(host, port, app.fetch));
      const [first] = serving.models;
      print(
        `${serving.companies.length} assets, ${serving.models.length} models` +
          (first === undefined
            ? "; nothing is predicted until one is trained"
            : `, ${first.manifest.name}@${first.manifest.version} by default`),
        ...ports.map((port) => `Listening on http://${host}:${port}`),
      );
      await stopped();
      await Promise.all(servers.map((server) => server.shutdown()));
    },
  }),
);

function listen(hostname: string, port: number, fetch: (request: Request) => Response | Promise<Response>) {
  try {
    return Deno.serve({ hostname, port, onListen() {} }, fetch);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.AddrInUse)) throw cause;
    throw new ConfigError(`Cannot serve on port ${port}: another program listens there; name another one`, {
      cause,
    });
  }
}

/** Waits until somebody ends the process politely. */
function stopped(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  Deno.addSignalListener("SIGINT", () => resolve());
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", () => resolve());
  return promise;
}
