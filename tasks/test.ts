/**
 * `deno task test`: every test and documentation example; the last line is `N passed, N failed`.
 *
 * Tests may reach no network but this machine's own. Flags are passed on to `deno test`, paths replace the default ones.
 *
 * @module
 */

import { print } from "./cli/output.ts";

const PATHS = ["src", "tasks", "test", "README.md"];
const PERMISSIONS = ["read", "write", "env", "sys", "ffi", "run", "net=127.0.0.1"].map((name) =>
  `--allow-${name}`
);

/** What became of the tests. */
interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly ignored: number;
}

/** Runs tests in parallel with examples and in any order; returns the exit code after printing the tally. */
export async function runTests(args: readonly string[]): Promise<number> {
  const junit = await Deno.makeTempFile({ suffix: ".xml" });
  try {
    const paths = args.some((arg) => !arg.startsWith("-")) ? [] : PATHS;
    const command = new Deno.Command(Deno.execPath(), {
      args: [
        "test",
        "--no-prompt",
        ...PERMISSIONS,
        "--doc",
        "--parallel",
        `--junit-path=${junit}`,
        ...args,
        ...paths,
      ],
      env: { NO_COLOR: "1" },
    });
    const { code } = await command.spawn().status;
    const { passed, failed, ignored } = tally(await Deno.readTextFile(junit));
    print(`${passed} passed, ${failed} failed${ignored > 0 ? `, ${ignored} skipped` : ""}`);
    return passed + failed === 0 ? 1 : code;
  } finally {
    await Deno.remove(junit);
  }
}

/** Counts the test cases of a JUnit report; an empty report counts none. */
function tally(xml: string): Tally {
  const counts = { passed: 0, failed: 0, ignored: 0 };
  for (const [, body = ""] of xml.matchAll(/<testcase\b[^>]*?(?:\/>|>([\s\S]*?)<\/testcase>)/g)) {
    if (/<(failure|error)\b/.test(body)) counts.failed++;
    else if (/<skipped\b/.test(body)) counts.ignored++;
    else counts.passed++;
  }
  return counts;
}

if (import.meta.main) Deno.exit(await runTests(Deno.args));
