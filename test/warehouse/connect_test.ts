import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { ConfigError, NotFoundError } from "~/core/mod.ts";
import { attachDatabase, isMotherDuck, openMotherDuck } from "~/warehouse/connect.ts";
import { temporaryPath } from "./quotes_of.ts";

const ACTION = 'open "md:b3"';
const WRITE = { readOnly: false };

Deno.test("isMotherDuck() knows MotherDuck's names from files", () => {
  assert.deepEqual(["md:b3", "motherduck:b3", "md.duckdb", "data/md:b3"].map(isMotherDuck), [
    true,
    true,
    false,
    false,
  ]);
});

Deno.test("openMotherDuck() wants a token and says where", async () => {
  for (const token of [undefined, ""]) {
    await assert.rejects(
      openMotherDuck("md:b3", ACTION, WRITE, token),
      new ConfigError(
        `Cannot ${ACTION}: an access token of MotherDuck is wanted in MOTHERDUCK_TOKEN, found none; make one in its settings`,
      ),
    );
  }
});

Deno.test("openMotherDuck() wants the name of a database", async () => {
  for (const location of ["md:", "md:b3?x=1", 'md:"b3"']) {
    await assert.rejects(
      openMotherDuck(location, ACTION, WRITE, "token"),
      new ConfigError(`Cannot ${ACTION}: md: and the name of a database are wanted, found "${location}"`),
    );
  }
});

Deno.test("openMotherDuck() says what to do without the extension", async () => {
  await using folder = await temporaryPath();
  const nothing = dirname(folder.path);
  const settings = { extension_directory: nothing, custom_extension_repository: join(nothing, "none") };
  for (const readOnly of [false, true]) {
    await assert.rejects(openMotherDuck("md:b3", ACTION, { readOnly }, "token", settings), (error) => {
      assert.ok(error instanceof NotFoundError && error.cause instanceof Error);
      assert.equal(
        error.message,
        `Cannot ${ACTION}: DuckDB's extension motherduck is wanted, found none and none to fetch; ` +
          "open it once with a network, or use a database file",
      );
      return true;
    });
  }
});

Deno.test("attachDatabase() gives connections in the catalog, shut off from other files", async () => {
  await using folder = await temporaryPath();
  const database = await attachDatabase(folder.path, 'a "lake"', WRITE);
  const connection = await database.connect();
  await connection.run("create table main.t as select 1 as a");
  const result = await connection.run("select current_database(), * from main.t");
  assert.deepEqual(await result.getRowsJS(), [['a "lake"', 1]]);
  await assert.rejects(connection.run(`copy main.t to '${folder.path}.csv'`), /Permission Error/);
  connection.closeSync();
  database.close();
  await assert.rejects(attachDatabase(join(dirname(folder.path), "none"), "lake", { readOnly: true }));
});

Deno.test("attachDatabase() lets SQL use the folder it is given and no other", async () => {
  await using folder = await temporaryPath();
  const inside = join(dirname(folder.path), "it's");
  await Deno.mkdir(inside);
  const database = await attachDatabase(folder.path, "lake", WRITE, inside);
  const connection = await database.connect();
  const copy = (path: string) =>
    connection.run("copy (select 1 as a) to '" + path.replaceAll("'", "''") + "'");
  await copy(join(inside, "a.csv"));
  await assert.rejects(copy(join(dirname(inside), "a.csv")), /Permission Error/);
  await assert.rejects(copy(join(inside, "..", "a.csv")), /Permission Error/);
  connection.closeSync();
  database.close();
});
