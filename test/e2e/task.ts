import assert from "node:assert/strict";

/** How a task ended, and what it printed. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a task as a user would, with the permissions it has in deno.json. */
export async function task(...args: string[]): Promise<Ended> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", ...args],
    env: { NO_COLOR: "1", B3_DATA: "" },
  });
  const { code, stdout, stderr } = await command.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

/** Runs a task that must succeed and print JSON. */
export async function json(...args: string[]) {
  const { code, out, err } = await task(...args, "--json");
  assert.equal(code, 0, err);
  return JSON.parse(out);
}
