/**
 * Corporate actions of B3's feed and of a person to the warehouse.
 *
 * @module
 */

import { basename } from "node:path";
import {
  type ActionFile,
  type ActionKind,
  CALENDAR_YEARS,
  type CorporateAction,
  DataError,
  type Finding,
  formatSession,
  sessionOf,
  sessionsBetween,
} from "~/core/mod.ts";
import { assetClass } from "~/cotahist/mod.ts";
import { mergeActions, readActionFeed } from "~/prices/mod.ts";
import { actionsFiles, type ManualActions, readActionsFile, type SavedFeed } from "~/sources/mod.ts";
import { type ActionsResult, openWarehouse } from "~/warehouse/mod.ts";

/** What became of one file. */
export interface IngestedActions extends ActionsResult {
  /** Whose actions they are. */
  readonly source: ActionFile["source"];
  /** First four letters of the codes of the company that a feed is about; `null` for a person's file. */
  readonly company: string | null;
  /** Actions that went in, by kind. */
  readonly kinds: Readonly<Partial<Record<ActionKind, number>>>;
}

/** How files of the feed are called. */
const FEED_NAME = /\.json(\.gz)?$/i;

/** Days that the exchange may be closed in a row; in a longer gap there are quotes missing. */
const MOST_CLOSED_DAYS = 10;

const FIRST_DAY = sessionOf(CALENDAR_YEARS.first, 1, 1);
const LAST_DAY = sessionOf(CALENDAR_YEARS.last, 12, 31);

/**
 * Reads files of corporate actions into the warehouse, each in a transaction of its own, in the order given. All are read
 * before the first is stored; a feed among several files that cannot be read is an error of its own, not the others'.
 *
 * A feed says on which day a share was last traded with a right; the ex session is the one after among the sessions of the
 * quotes or, where those do not reach, of B3's calendar. So quotes go in first. An action with a ratio or a payment that
 * cannot be is left out and a finding. One of a person on a day without a session is stored, and a warning: it adjusts from
 * the next session on. A person's file of a header alone takes back what a file of that name said before.
 *
 * @param db Database file; made when missing.
 * @param paths Files, or folders of them; see `readActionsFile`.
 * @throws {NotFoundError} If there is nothing at a path.
 * @throws {DataError} If a person's file, or every feed, is not what it should be, or the disk is full.
 * @throws {BusyError} If another process holds the database.
 */
export async function ingestActions(db: string, paths: readonly string[]): Promise<IngestedActions[]> {
  const files = (await Promise.all(paths.map(actionsFiles))).flat();
  const inputs: (SavedFeed | ManualActions)[] = [];
  const unreadable: IngestedActions[] = [];
  for (const path of files) {
    try {
      inputs.push(await readActionsFile(path));
    } catch (error) {
      const isLast = unreadable.length === files.length - 1;
      if (!(error instanceof DataError) || isLast || !FEED_NAME.test(path)) throw error;
      unreadable.push(unreadableFeed(basename(path), error.message));
    }
  }
  await using warehouse = await openWarehouse(db);
  const calendar = calendarOf(await warehouse.sessions());
  const results = unreadable;
  for (const { findings, ...file } of inputs.map((input) => interpret(input, calendar))) {
    const result = await warehouse.storeActions(file);
    results.push({
      ...result,
      source: file.source,
      company: file.covers?.company ?? null,
      kinds: countKinds(file.actions),
      findings: [...findings, ...result.findings],
    });
  }
  return results;
}

/** What became of a feed that says nothing, beside others. */
function unreadableFeed(file: string, message: string): IngestedActions {
  const findings: Finding[] = [{ severity: "error", kind: "unreadable_feed", message }];
  return { file, source: "feed", company: null, stored: 0, replaced: 0, kinds: {}, findings };
}

/**
 * Companies with shares or units among the quotes.
 *
 * @param db Database file.
 * @returns First four letters of their codes, ascending.
 * @throws {NotFoundError} If there is no database.
 */
export async function quotedCompanies(db: string): Promise<string[]> {
  await using warehouse = await openWarehouse(db, { readOnly: true });
  const papers = (await warehouse.papers()).filter((paper) => ["share", "unit"].includes(assetClass(paper)));
  return [...new Set(papers.map(({ ticker }) => ticker.slice(0, 4)))].sort();
}

/** What a file says: actions to store, and what was noticed. */
function interpret(
  input: SavedFeed | ManualActions,
  calendar: Int32Array,
): ActionFile & { readonly findings: readonly Finding[] } {
  const { file, source } = input;
  if (source === "manual") {
    const findings = offSessions(input.actions, calendar);
    return { file, source, covers: null, actions: input.actions, findings };
  }
  const { company, asOf, kinds, json } = input;
  const read = readActionFeed(json, { calendar, root: company, asOf });
  const { actions, findings } = mergeActions([], read.actions); // leaves out what cannot be
  return { file, source, covers: { company, kinds }, actions, findings: [...read.findings, ...findings] };
}

/** A person's actions on days without a session. */
function offSessions(actions: readonly CorporateAction[], calendar: Int32Array): Finding[] {
  const sessions = new Set(calendar);
  return actions
    .filter(({ exSession }) => exSession >= calendar[0] && !sessions.has(exSession))
    .map(({ ticker, exSession: session, kind }) => {
      const message = `${ticker}'s ${kind} of ${formatSession(session)} is on a day without a session`;
      return { severity: "warning", kind: "off_session", ticker, session, message };
    });
}

/** The sessions of the quotes and, where there are none for too long, of B3's calendar. */
function calendarOf(sessions: Int32Array): Int32Array {
  const calendar: number[] = [];
  let before = FIRST_DAY - 1;
  for (const session of [...sessions, LAST_DAY + 1]) {
    if (session - before > MOST_CLOSED_DAYS && session > FIRST_DAY) {
      calendar.push(...sessionsBetween(Math.max(before + 1, FIRST_DAY), session - 1));
    }
    if (session <= LAST_DAY) calendar.push(session);
    before = session;
  }
  return Int32Array.from(calendar);
}

function countKinds(actions: readonly CorporateAction[]): Partial<Record<ActionKind, number>> {
  const byKind = [...Map.groupBy(actions, ({ kind }) => kind)].map(([kind, { length }]) => [kind, length]);
  return Object.fromEntries(byKind.sort());
}
