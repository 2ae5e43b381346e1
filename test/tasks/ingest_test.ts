import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileOf, PETR4, zipOf } from "../cotahist/helpers.ts";

const YEAR = "COTAHIST_A2021.ZIP";
const DAY = "COTAHIST_D04012021.ZIP";

/** Runs the task with the network of this machine alone; results as lines of JSON. */
async function ingest(...args: string[]) {
  const allow = ["read", "write", "ffi", "env", "net=127.0.0.1"].map((name) => `--allow-${name}`);
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", ...allow, "tasks/ingest.ts", ...args],
    env: { NO_COLOR: "1", B3_DATA: "" },
  });
  const { code, stdout, stderr } = await command.output();
  return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}

Deno.test("ingest downloads years and days, takes series beside them, and says which days are not there", async () => {
  const root = await Deno.makeTempDir();
  const zip = await zipOf({ [YEAR.replace("ZIP", "TXT")]: fileOf([PETR4]) });
  let served = 0;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    const name = new URL(request.url).pathname.split("/").at(-1);
    if (name !== YEAR && name !== DAY) return new Response(null, { status: 404 });
    if (request.headers.get("if-none-match") === '"v1"') return new Response(null, { status: 304 });
    served++;
    return new Response(zip.slice(), { headers: { etag: '"v1"' } });
  });
  try {
    const index = join(root, "ibov.csv");
    await writeFile(index, "date,close\n2021-01-04,118558\n");
    await mkdir(join(root, "raw"));
    const url = `http://127.0.0.1:${server.addr.port}/`;
    const shared = ["--db", join(root, "b3.duckdb"), "--raw", join(root, "raw"), "--url", url];
    const flags = ["--years", "2021", "--days", "20210101-20210104", "--index", `IBOV=${index}`, ...shared];
    const first = await ingest(...flags, "--json");
    assert.equal(first.code, 0, first.err);
    const results: Record<string, unknown>[] = JSON.parse(first.out);
    assert.deepEqual(results.map(({ file, stored, isAbsent, name }) => [file, stored, isAbsent, name]), [
      [DAY, 1, undefined, undefined],
      [YEAR, 0, undefined, undefined],
      ["COTAHIST_D01012021.ZIP", undefined, true, undefined],
      ["ibov.csv", undefined, undefined, "IBOV"],
    ]);
    const again = await ingest(...flags);
    assert.equal(again.code, 0, again.err);
    assert.match(again.out, /COTAHIST_A2021\.ZIP .* known already\n/);
    assert.match(again.out, /\nCOTAHIST_D01012021\.ZIP: B3 has no such file, a day without a session\?\n/);
    assert.match(again.out, /\nibov\.csv .* known already\n/);
    assert.equal(served, 2);
    const other = ["--lake", join(root, "b3.duckdb"), "--db", join(root, "other.duckdb"), "--json"];
    const lake = JSON.parse((await ingest(...other)).out);
    assert.deepEqual(lake.map(({ file, stored }: Record<string, unknown>) => [file, stored]), [
      ["b3_hist of b3.duckdb", 1],
    ]);
    const { code, err } = await ingest("--years", "2031", ...shared);
    assert.equal(code, 1);
    assert.match(err, /error: Cannot download COTAHIST_A2031\.ZIP: the server has no such file \(404\)/);
    assert.equal((await ingest("--years", "31", ...shared)).code, 2);
  } finally {
    await server.shutdown();
    await Deno.remove(root, { recursive: true });
  }
});
