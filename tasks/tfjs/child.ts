/**
 * Programs that the installation calls.
 *
 * @module
 */

/** How a program ended. */
export interface Ended {
  readonly ok: boolean;
  readonly stdout: string;
  /** The end of what it wrote to standard error, without stacks; or that it did not start. */
  readonly reason: string;
}

/** Runs a program to its end, quietly. */
export async function runChild(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Record<string, string> } = {},
): Promise<Ended> {
  try {
    const command = new Deno.Command(program, {
      args: [...args],
      cwd: options.cwd ?? Deno.cwd(),
      env: { NO_COLOR: "1", ...options.env },
      stdin: "null",
    });
    const { success, stdout, stderr } = await command.output();
    const text = new TextDecoder();
    return { ok: success, stdout: text.decode(stdout), reason: lastLines(text.decode(stderr)) };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return { ok: false, stdout: "", reason: `${program} is not there` };
  }
}

function lastLines(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !/^ +(at|\d+:) |^Stack /.test(line));
  return lines.slice(-8).join("\n").slice(-2000);
}
