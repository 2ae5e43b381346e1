/**
 * What a file that is being stored says otherwise than the files before it.
 *
 * @module
 */

import type { DuckDBConnection } from "@duckdb/node-api";
import { type Finding, formatSession } from "~/core/mod.ts";
import type { Grain } from "~/cotahist/mod.ts";
import { KEY, quoteColumns, same } from "./schema.ts";

const PAPER = KEY.filter((column) => column !== "board");
const COLUMNS = quoteColumns((name) => name).split(", ").filter((column) => !KEY.includes(column));

const PAIR = `main.quotes as incoming, main.quotes as held, main.files as file
    where incoming.file_id = $id and held.file_id <> $id and file.id = held.file_id`;

/** Quotes that both have and that differ in the columns named. */
const DISAGREEING = `
  with pairs as (
    select incoming.rowid as place, ${about("incoming")}, nullif(concat_ws(', ', ${
  COLUMNS.map((column) => `case when incoming.${column} is distinct from held.${column} then '${column}' end`)
    .join(", ")
}), '') as columns
    from ${PAIR} and ${same(KEY, "incoming", "held")}
  )
  select (select count(*) from pairs)::integer as shared, count(*)::integer as n, ${first("columns")}
  from pairs where columns is not null`;

/** Quotes of papers that another file has in the same session on another board. */
const ON_OTHER_BOARDS = `
  with pairs as (
    select incoming.rowid as place, ${about("incoming")}, incoming.board as here, held.board as there
    from ${PAIR} and ${same(PAPER, "incoming", "held")} and incoming.board <> held.board
  )
  select count(*)::integer as n, ${first("here", "there")} from pairs`;

/** Quotes of files of no longer period that this one lacks although it has their session and market. */
const ABSENT = `
  with absent as (
    select held.rowid as place, ${about("held")} from main.quotes as held, main.files as file
    where held.file_id <> $id and file.id = held.file_id and file.grain <= cast($grain as enum ('day', 'month', 'year'))
      and (held.session, held.market) in (select (session, market) from main.quotes where file_id = $id)
      and not exists (
        from main.quotes as incoming where incoming.file_id = $id and ${same(KEY, "incoming", "held")}
      )
  )
  select count(*)::integer as n, ${first()} from absent`;

/** How many there are of something, and the first of them. */
interface Found {
  readonly n: number;
  readonly ticker: string;
  readonly session: number;
  /** The other file. */
  readonly file: string;
}

/** A file whose quotes are among the others, and nothing has given way yet. */
export interface Incoming {
  readonly id: number;
  readonly name: string;
  readonly grain: Grain;
  readonly isWhole: boolean;
}

/**
 * Findings about quotes of the sessions that the file shares with files before it: `disagreement` where both have a
 * quote and the values differ, `other_board` where a paper is on another board, `absent_quotes` where a whole file lacks
 * what one of no longer period has. Each once, with the number of quotes and the first of them.
 */
export async function compareFile(
  connection: DuckDBConnection,
  { id, name, grain, isWhole }: Incoming,
): Promise<Finding[]> {
  const find = async <T>(sql: string, values: Record<string, string | number>): Promise<Found & T> => {
    const [found] = await (await connection.run(sql, values)).getRowObjectsJS();
    return found as unknown as Found & T;
  };
  const disagreeing = await find<{ shared: number; columns: string }>(DISAGREEING, { id });
  const elsewhere = await find<{ here: string; there: string }>(ON_OTHER_BOARDS, { id });
  const absent = isWhole ? await find(ABSENT, { id, grain }) : { n: 0 };
  return [
    ...finding(
      "warning",
      "disagreement",
      disagreeing,
      ({ n, shared, columns }, where) =>
        `${name} disagrees with files before it on ${n} of ${shared} quotes that both have, first ${where} (${columns}); ` +
        "the file of the longer period counts, of equal ones the later",
    ),
    ...finding(
      "warning",
      "other_board",
      elsewhere,
      ({ n, here, there }, where) =>
        `${name} has ${n} quotes on another board than files before it, first ${where} ` +
        `(${here}, there ${there}); both are kept`,
    ),
    ...finding(
      "info",
      "absent_quotes",
      absent as Found,
      ({ n }, where) =>
        `${name} lacks ${n} quotes that files before it have for its sessions, first ${where}; they are kept`,
    ),
  ];
}

function finding<T extends Found>(
  severity: Finding["severity"],
  kind: string,
  found: T,
  say: (found: T, where: string) => string,
): Finding[] {
  const { n, ticker, session, file } = found;
  if (n === 0) return [];
  const message = say(found, `${ticker} on ${formatSession(session)} of ${file}`);
  return [{ severity, kind, message, ticker, session }];
}

/** What is told of a quote: ticker, session in days since 1970-01-01, name of the file of the quote held. */
function about(quote: string): string {
  return `${quote}.ticker, (${quote}.session - date '1970-01-01')::integer as session, file.name as file`;
}

/** The same of the first quote of several, with more columns. */
function first(...more: readonly string[]): string {
  return ["ticker", "session", "file", ...more].map((column) => `arg_min(${column}, place) as ${column}`)
    .join(", ");
}
