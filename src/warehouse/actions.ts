/**
 * Corporate actions beside the quotes, of B3's feed and of a person.
 *
 * @module
 */

import { type DuckDBConnection, LIST, listValue, VARCHAR } from "@duckdb/node-api";
import {
  ACTION_KINDS,
  type ActionFile,
  type CorporateAction,
  type Finding,
  formatSession,
} from "~/core/mod.ts";
import { createTables, hasTables, type LateTables } from "./late_tables.ts";
import type { ColumnType } from "./schema.ts";
import { CHUNK_ROWS, chunkWriter } from "./vectors.ts";

/** A corporate action and the file that says so. */
export interface StoredAction extends CorporateAction {
  /** Name of the file. */
  readonly file: string;
}

/** What storing a file of actions came to. */
export interface ActionsResult {
  /** Name of the file. */
  readonly file: string;
  /** Actions that went in. */
  readonly stored: number;
  /** Actions of earlier files that gave way to this one's. */
  readonly replaced: number;
  /** What was noticed: `unknown_tickers`, `changed_actions`, `double_action`. */
  readonly findings: readonly Finding[];
}

/** The corporate actions of a warehouse. */
export interface ActionStore {
  /**
   * Stores a file of actions, all or nothing.
   *
   * A feed takes the place of all that a feed said before of its company's tickers and of the kinds it covers, for companies
   * correct what they said. A person's file takes the place of an earlier one of the same name, and each of its actions that
   * of the same ticker, ex session and kind in another of a person's files.
   *
   * @throws {BusyError} If something else is being stored at the same time.
   * @throws {DataError} If the disk is full or fails.
   * @throws {TypeError} If the warehouse is open read-only.
   * @throws {RangeError} If an action has a ratio that is not above 0 or a payment that is not from 0 to below 1.
   */
  storeActions(file: ActionFile): Promise<ActionsResult>;
  /** Actions of all tickers or some, ordered by ticker, ex session and source; empty if there are none. */
  actions(selection?: { readonly tickers?: readonly string[] }): Promise<StoredAction[]>;
}

const TABLE: LateTables = {
  actions: {
    ticker: "VARCHAR",
    ex_session: "DATE",
    kind: `ENUM(${ACTION_KINDS.map((kind) => `'${kind}'`).join(", ")})`,
    ratio: "DOUBLE",
    payment: "DOUBLE",
    source: "ENUM('feed', 'tape', 'manual')",
    as_of: "DATE?",
    file: "VARCHAR",
  },
};

/** Makes the table if it is not there. */
export const CREATE_ACTION_TABLE: string = createTables(TABLE);

// Keeps writers apart: the second of two open transactions that change this row fails.
const TAKE_TURN = "update main.warehouse set last_file_id = last_file_id";

const EX_SESSION = "date '1970-01-01' + incoming.ex_session";

/** What a file speaks for: a feed for its company and the kinds it covers, a person's for what it said before. */
const SPOKEN_FOR = `
  held.source = $source and if($company = '', held.file = $file,
    left(held.ticker, 4) = $company and list_contains($kinds, held.kind::varchar))`;

const SAME_EVENT = `
  incoming.ticker = held.ticker and incoming.kind = held.kind and ${EX_SESSION} = held.ex_session`;

/** Actions of a person's other files that this one's says, too: each is one action, not two. */
const DOUBLE = `
  held.source = $source and $company = '' and held.file <> $file
    and exists (from temp.incoming where ${SAME_EVENT})`;

const NAMED = "select ticker, kind::varchar, ex_session - date '1970-01-01', file from main.actions as held";

/** What the file spoke for as far as it does not say the same, in order. */
const CHANGED = `
  ${NAMED} where ${SPOKEN_FOR} and not exists (from temp.incoming
    where ${SAME_EVENT} and incoming.ratio = held.ratio and incoming.payment = held.payment)
  order by ticker, ex_session, kind`;

const DOUBLED = `${NAMED} where ${DOUBLE} order by ticker, ex_session, kind`;

const GIVE_WAY = `delete from main.actions as held where (${SPOKEN_FOR}) or (${DOUBLE})`;

const UNKNOWN = `
  select distinct ticker from temp.incoming where ticker not in (select ticker from main.quotes) order by ticker`;

const INSERT = `
  insert into main.actions select ticker, ${EX_SESSION}, kind, ratio, payment, $source,
    date '1970-01-01' + as_of::integer, $file from temp.incoming`;

/** How actions are staged; `as_of` is NaN where it is not known, which becomes NULL. */
const INCOMING = {
  ticker: "VARCHAR",
  ex_session: "INTEGER",
  kind: "VARCHAR",
  ratio: "DOUBLE",
  payment: "DOUBLE",
  as_of: "DOUBLE",
} as const satisfies Record<string, ColumnType>;

/** Makes the methods that a warehouse has for corporate actions. */
export function actionStore(
  path: string,
  readOnly: boolean,
  use: <T>(action: string, work: (connection: DuckDBConnection) => Promise<T>) => Promise<T>,
): ActionStore {
  const read = `read "${path}"`;
  return {
    storeActions: async (file) => {
      const action = `store ${file.file} in "${path}"`;
      if (readOnly) {
        throw new TypeError(`Cannot ${action}: it must be open for writing, found it read-only`);
      }
      file.actions.forEach((it) => checkAction(it, action));
      return await use(action, (connection) => store(connection, action, file));
    },
    actions: ({ tickers } = {}) => use(read, (connection) => select(connection, read, tickers)),
  };
}

function checkAction({ ticker, ratio, payment }: CorporateAction, action: string): void {
  if (ratio > 0 && Number.isFinite(ratio) && payment >= 0 && payment < 1) return;
  throw new RangeError(
    `Cannot ${action}: a ratio above 0 and a payment from 0 to below 1 are wanted, ` +
      `found ${ratio} and ${payment} of ${ticker}`,
  );
}

async function store(
  connection: DuckDBConnection,
  action: string,
  { file, source, covers, actions }: ActionFile,
): Promise<ActionsResult> {
  await stage(connection, actions);
  await connection.run("begin");
  await connection.run(TAKE_TURN);
  if (!await hasTables(connection, action, TABLE, "corporate actions")) {
    await connection.run(CREATE_ACTION_TABLE);
  }
  const origin = { source, file, company: covers?.company ?? "" };
  const values = { ...origin, kinds: listValue([...covers?.kinds ?? []]) };
  const types = { kinds: LIST(VARCHAR) };
  const unknown = await (await connection.run(UNKNOWN)).getRowsJS();
  const changed = await (await connection.run(CHANGED, values, types)).getRowsJS();
  const doubled = await (await connection.run(DOUBLED, origin)).getRowsJS();
  const { rowsChanged: replaced } = await connection.run(GIVE_WAY, values, types);
  await connection.run(INSERT, { source, file });
  await connection.run("commit");
  const findings = [
    ...unknownTickers(file, unknown.flat()),
    ...changedActions(file, changed),
    ...doubleActions(file, doubled),
  ];
  return { file, stored: actions.length, replaced, findings };
}

async function stage(connection: DuckDBConnection, actions: readonly CorporateAction[]): Promise<void> {
  const columns = Object.entries(INCOMING).map(([name, type]) => `${name} ${type}`);
  await connection.run(`create temp table incoming (${columns.join(", ")})`);
  const rows = {
    ticker: actions.map(({ ticker }) => ticker),
    ex_session: Int32Array.from(actions, ({ exSession }) => exSession),
    kind: actions.map(({ kind }) => kind),
    ratio: Float64Array.from(actions, ({ ratio }) => ratio),
    payment: Float64Array.from(actions, ({ payment }) => payment),
    as_of: Float64Array.from(actions, ({ asOf }) => asOf ?? NaN),
  };
  const write = chunkWriter(INCOMING);
  const appender = await connection.createAppender("incoming", "main", "temp");
  try {
    for (let begin = 0; begin < actions.length; begin += CHUNK_ROWS) {
      appender.appendDataChunk(write(rows, begin, Math.min(begin + CHUNK_ROWS, actions.length)));
    }
  } finally {
    appender.closeSync(); // left to the garbage collector it would outlive its connection
  }
}

function unknownTickers(file: string, tickers: readonly unknown[]): Finding[] {
  if (tickers.length === 0) return [];
  const some = tickers.slice(0, 5).join(", ") + (tickers.length > 5 ? ", …" : "");
  const message = `${file} has actions of ${tickers.length} tickers that no quote has: ${some}`;
  return [{ severity: "warning", kind: "unknown_tickers", message }];
}

function changedActions(file: string, changed: readonly unknown[][]): Finding[] {
  if (changed.length === 0) return [];
  const [ticker, kind, session, before] = changed[0];
  const message =
    `${file} no longer says ${changed.length} of the actions in ${before}, or says otherwise, ` +
    `the first ${ticker}'s ${kind} of ${formatSession(Number(session))}`;
  return [{ severity: "warning", kind: "changed_actions", message }];
}

function doubleActions(file: string, doubled: readonly unknown[][]): Finding[] {
  if (doubled.length === 0) return [];
  const [ticker, kind, session, before] = doubled[0];
  const message = `${file} says ${doubled.length} of the actions in ${before}, too, and its word stands, ` +
    `the first ${ticker}'s ${kind} of ${formatSession(Number(session))}`;
  return [{ severity: "warning", kind: "double_action", message }];
}

async function select(
  connection: DuckDBConnection,
  action: string,
  tickers: readonly string[] | undefined,
): Promise<StoredAction[]> {
  if (!await hasTables(connection, action, TABLE, "corporate actions")) return [];
  const result = await connection.run(
    `select ticker, ex_session - date '1970-01-01' as "exSession", kind::varchar as kind, ratio, payment,
       source::varchar as source, as_of - date '1970-01-01' as "asOf", file
     from main.actions ${tickers === undefined ? "" : "where ticker in (select unnest($tickers))"}
     order by ticker, ex_session, actions.source, actions.kind, payment, file`,
    tickers === undefined ? {} : { tickers: listValue([...tickers]) },
    { tickers: LIST(VARCHAR) },
  );
  const rows = await result.getRowObjectsJS() as unknown as StoredAction[];
  return rows.map(({ exSession, asOf, ...row }) => ({
    ...row,
    exSession: Number(exSession),
    asOf: asOf === null ? null : Number(asOf),
  }));
}
