/**
 * Ingests files in a process of its own, `ingest_child.ts DATABASE FILE...`, and prints the most memory it had, in MB;
 * `NaN` where the system does not tell. The process's resource usage would tell its parent's, too.
 *
 * @module
 */

import process from "node:process";
import { ingest } from "~/pipeline/mod.ts";

const [db, ...from] = Deno.args;
await ingest({ db, from });
const status = await Deno.readTextFile("/proc/self/status").catch(() => "");
process.stdout.write(`${Number(/VmHWM:\s*(\d+) kB/.exec(status)?.[1]) / 1024}\n`);
