import assert from "node:assert/strict";
import { DuckDBInstance } from "@duckdb/node-api";
import { dirname, join } from "node:path";
import { BusyError, DataError, NotFoundError } from "~/core/mod.ts";
import { openWarehouse } from "~/warehouse/mod.ts";
import { batchesOf, incoming, PETR4, quotesOf, rowsOf, temporaryPath } from "./quotes_of.ts";

const FILE = { name: "COTAHIST_D04012016.TXT", sha256: "ab", grain: "day" } as const;

/** Runs SQL on a database file from outside. */
async function execute(path: string, sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

Deno.test("openWarehouse() makes folder and tables, and finds them the next time", async () => {
  await using folder = await temporaryPath();
  const path = folder.path.replace("b3.duckdb", "new/folder/a 'b' \"c\".duckdb");
  {
    await using warehouse = await openWarehouse(path);
    assert.equal(warehouse.path, path);
    await warehouse.storeFile(incoming(FILE), batchesOf(quotesOf({})));
  }
  await using warehouse = await openWarehouse(path, { readOnly: true });
  assert.deepEqual(rowsOf(await warehouse.quotes()), [PETR4]);
});

for (const name of ["main", "temp", "system", "quotes", "b3"]) {
  Deno.test(`openWarehouse() takes a file called ${name}.duckdb`, async () => {
    await using folder = await temporaryPath();
    await using warehouse = await openWarehouse(folder.path.replace("b3.duckdb", `${name}.duckdb`));
    await warehouse.storeFile(incoming(FILE), batchesOf(quotesOf({})));
    assert.equal((await warehouse.quotes()).length, 1);
  });
}

Deno.test("openWarehouse() read-only wants a database", async () => {
  await using folder = await temporaryPath();
  const { path } = folder;
  await assert.rejects(
    openWarehouse(path, { readOnly: true }),
    new NotFoundError(`Cannot open "${path}": there is no database of quotes yet, ingest files first`),
  );
  await assert.rejects(Deno.stat(path), Deno.errors.NotFound);
});

Deno.test("openWarehouse() read-only wants tables, which a process that died at once did not make", async () => {
  await using folder = await temporaryPath();
  const { path } = folder;
  await execute(path, "checkpoint");
  await assert.rejects(
    openWarehouse(path, { readOnly: true }),
    new NotFoundError(`Cannot open "${path}": there is no database of quotes yet, ingest files first`),
  );
  await (await openWarehouse(path)).close();
  await (await openWarehouse(path, { readOnly: true })).close();
});

Deno.test("openWarehouse() refuses a file that is not a database", async () => {
  await using folder = await temporaryPath();
  const { path } = folder;
  await Deno.writeTextFile(path, "00COTAHIST.2016BOVESPA 20160104\n".repeat(200));
  for (const readOnly of [false, true]) {
    await assert.rejects(openWarehouse(path, { readOnly }), (error) => {
      assert.ok(error instanceof DataError && error.cause instanceof Error);
      assert.equal(
        error.message,
        `Cannot open "${path}": The file "${path}" exists, but it is not a valid DuckDB database file`,
      );
      return true;
    });
  }
});

Deno.test("openWarehouse() refuses a data file that DuckDB would open in memory, where nothing lasts", async () => {
  await using folder = await temporaryPath();
  for (const [name, text] of [["a.json", '{"a": 1}'], ["a.csv", "a,b\n1,2\n"]]) {
    const path = join(dirname(folder.path), name);
    await Deno.writeTextFile(path, text);
    for (const readOnly of [false, true]) {
      await assert.rejects(
        openWarehouse(path, { readOnly }),
        {
          name: DataError.name,
          message: `Cannot open "${path}": a DuckDB database is wanted, found something else`,
        },
      );
    }
  }
});

Deno.test("openWarehouse() refuses a database of something else", async () => {
  await using folder = await temporaryPath();
  const { path } = folder;
  await execute(path, "create table songs (title varchar)");
  await assert.rejects(
    openWarehouse(path),
    new DataError(`Cannot open "${path}": a database of quotes is wanted, found the tables songs`),
  );
});

Deno.test("openWarehouse() loads no extension for what is no file", async () => {
  for (const path of ["sqlite:b3.db", "postgres:b3"]) {
    for (const readOnly of [false, true]) {
      await assert.rejects(
        openWarehouse(path, { readOnly }),
        new DataError(`Cannot open "${path}": a DuckDB database is wanted, found something else`),
      );
    }
  }
});

Deno.test("openWarehouse() refuses tables of ours with other columns, and views in their place", async () => {
  const ours =
    "create table warehouse (schema_version integer, last_file_id integer); insert into warehouse values (1, 0);";
  for (
    const [sql, found] of [
      ["create table warehouse (a integer)", "other columns in its table warehouse"],
      [`${ours} create table files (name varchar)`, "other columns in its table files"],
      [ours, "the tables warehouse"],
      ["create view warehouse as select 1 as schema_version, 0 as last_file_id", "the tables view warehouse"],
      [`create table "\x1b[2J" (a integer)`, "the tables \uFFFD[2J"],
    ]
  ) {
    await using folder = await temporaryPath();
    const { path } = folder;
    await execute(path, sql);
    for (const readOnly of [false, true]) {
      await assert.rejects(
        openWarehouse(path, { readOnly }),
        new DataError(`Cannot open "${path}": a database of quotes is wanted, found ${found}`),
      );
    }
  }
});

Deno.test("openWarehouse() lets a stranger's database read no other file", async () => {
  await using folder = await temporaryPath();
  const secret = join(dirname(folder.path), "secret.txt");
  await Deno.writeTextFile(secret, "secret");
  const reading = `as table select content as path, content as database_name from read_text('${secret}')`;
  for (
    const [sql, message] of [
      [
        `drop table files; create view files as select 1 as id, content as name from read_text('${secret}')`,
        "a database of quotes is wanted, found the tables quotes, view files, warehouse",
      ],
      [
        `create macro main.duckdb_databases() ${reading}`, // in place of DuckDB's own function
        `Cannot access file "${secret}" - file system operations are disabled by configuration`,
      ],
    ]
  ) {
    const path = join(dirname(folder.path), `${sql.length}.duckdb`);
    await (await openWarehouse(path)).close();
    await execute(path, sql);
    await assert.rejects(openWarehouse(path), {
      name: "DataError",
      message: `Cannot open "${path}": ${message}`,
    });
  }
});

Deno.test("openWarehouse() refuses a newer schema", async () => {
  await using folder = await temporaryPath();
  const { path } = folder;
  await (await openWarehouse(path)).close();
  await execute(path, "update main.warehouse set schema_version = 2");
  await assert.rejects(
    openWarehouse(path),
    new DataError(`Cannot open "${path}": schema version 1 is wanted, found 2, made by another release`),
  );
});

Deno.test("openWarehouse() says why a file cannot be made", async () => {
  await using folder = await temporaryPath();
  const { path } = folder;
  await Deno.writeTextFile(path, "");
  await assert.rejects(openWarehouse(`${path}/b3.duckdb`), (error) => {
    assert.ok(error instanceof DataError && error.cause instanceof Error);
    assert.match(error.message, /^Cannot open ".*b3\.duckdb\/b3\.duckdb": its folder cannot be made, /);
    return true;
  });
  const directory = path.slice(0, path.lastIndexOf("/"));
  await assert.rejects(
    openWarehouse(directory),
    new DataError(`Cannot open "${directory}": Could not read from file "${directory}": Is a directory`),
  );
});

Deno.test("openWarehouse() twice in a process is one database, by any name of the file", async () => {
  await using folder = await temporaryPath();
  const { path } = folder;
  await using first = await openWarehouse(path);
  await Deno.symlink(path, `${path}.link`);
  await using second = await openWarehouse(`${path}.link`);
  await first.storeFile(incoming(FILE), batchesOf(quotesOf({})));
  assert.equal((await second.quotes()).length, 1);
  await first.close();
  assert.equal((await second.quotes()).length, 1);
});

Deno.test("openWarehouse() cannot mix reading only and writing in a process", async () => {
  await using folder = await temporaryPath();
  const { path } = folder;
  await using _warehouse = await openWarehouse(path);
  await assert.rejects(
    openWarehouse(path, { readOnly: true }),
    new BusyError(
      `Cannot open "${path}": a process opens it either for reading only or for writing, found it open the other way`,
    ),
  );
});

Deno.test("storeFile() is refused when read-only", async () => {
  await using folder = await temporaryPath();
  const { path } = folder;
  await (await openWarehouse(path)).close();
  await using warehouse = await openWarehouse(path, { readOnly: true });
  await assert.rejects(
    warehouse.storeFile(incoming(FILE), batchesOf(quotesOf({}))),
    new TypeError(`Cannot store ${FILE.name} in "${path}": it must be open for writing, found it read-only`),
  );
});
