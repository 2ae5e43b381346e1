/**
 * Tables that are made when they are first needed: a warehouse is one without them.
 *
 * @module
 */

import type { DuckDBConnection } from "@duckdb/node-api";
import { DataError } from "~/core/mod.ts";

/** Tables by name, each with the types of its columns; a column may be NULL if its type ends in a question mark. */
export type LateTables = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** SQL that makes those that are not there. */
export function createTables(tables: LateTables): string {
  return Object.entries(tables).map(([table, columns]) => {
    const definitions = Object.entries(columns).map(([name, type]) =>
      type.endsWith("?") ? `${name} ${type.slice(0, -1)}` : `${name} ${type} not null`
    );
    return `create table if not exists main.${table} (${definitions.join(", ")});`;
  }).join("\n");
}

/**
 * Whether the tables are there.
 *
 * @param what What they are of, for the message.
 * @throws {DataError} If only some are, or with other columns, or views in their place.
 */
export async function hasTables(
  connection: DuckDBConnection,
  action: string,
  tables: LateTables,
  what: string,
): Promise<boolean> {
  const result = await connection.run(`
    select coalesce(tables.table_name, 'view ' || columns.table_name), columns.column_name, columns.data_type
    from duckdb_columns() as columns left join duckdb_tables() as tables using (database_oid, table_oid)
    where columns.database_name = current_database() and columns.schema_name = 'main'
      and columns.table_name in (${Object.keys(tables).map((table) => `'${table}'`).join(", ")})
    order by columns.column_index`);
  const rows = await result.getRowsJS();
  if (rows.length === 0) return false;
  const found = Map.groupBy(rows, ([table]) => table);
  for (const [table, columns] of Object.entries(tables)) {
    const wanted = Object.entries(columns).map(([name, type]) => `${table},${name},${type.replace("?", "")}`);
    if (found.get(table)?.join() !== wanted.join()) {
      throw new DataError(`Cannot ${action}: a table ${table} of ${what} is wanted, found another or none`);
    }
  }
  return true;
}
