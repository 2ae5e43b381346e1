/**
 * Files of corporate actions: what B3's feed answered, or a person's list.
 *
 * @module
 */

import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import {
  type ActionKind,
  type CorporateAction,
  DataError,
  isMissing,
  NotFoundError,
  parseSession,
  type Session,
} from "~/core/mod.ts";
import { printable } from "~/cotahist/mod.ts";
import { feedAnswers } from "./feed_answers.ts";
import { manualActions } from "./manual_actions.ts";
import { readText } from "./read_text.ts";

/** B3's answers about a company, for `readActionFeed`, which needs the market's sessions to make actions of them. */
export interface SavedFeed {
  /** That it is the feed's. */
  readonly source: "feed";
  /** Name of the file. */
  readonly file: string;
  /** First four letters of the company's codes. */
  readonly company: string;
  /** Day on which it was fetched, `null` if that is not known. */
  readonly asOf: Session | null;
  /** Kinds of action of which these are all there are. */
  readonly kinds: readonly ActionKind[];
  /** The answers. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** A person's actions. */
export interface ManualActions {
  /** That they are a person's. */
  readonly source: "manual";
  /** Name of the file. */
  readonly file: string;
  /** The actions, in the file's order. */
  readonly actions: readonly CorporateAction[];
}

/**
 * Files of corporate actions at a path.
 *
 * @param path A file, whatever its name; or a folder, in which files named `*.json` and `*.csv`, gzipped or not, count.
 * @returns Paths by name, at least one.
 * @throws {NotFoundError} If there is nothing at the path or no such file in the folder.
 */
export async function actionsFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch((cause) => {
    if (!isMissing(cause)) throw cause;
    throw new NotFoundError(`Cannot find "${path}": a file or folder is wanted, found nothing there`, {
      cause,
    });
  });
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => /\.(json|csv)(\.gz)?$/i.test(name));
  if (names.length === 0) {
    throw new NotFoundError(
      `Cannot find corporate actions: *.json or *.csv are wanted in "${path}", found none`,
    );
  }
  return names.sort().map((name) => join(path, name));
}

/**
 * Reads a file of corporate actions.
 *
 * It is the JSON that B3 answers about one company: what `fetchActionFeed` keeps, the answer of
 * `GetListedSupplementCompany`, or the pages of `GetListedCashDividends`, which do not say what company they are of; then
 * the file's name does, as in `PETR.json` or `PETR_payments.json`. Or it is CSV with the header
 * `ticker,ex_session,kind,ratio,payment`, columns in any order: a trading code; the first session at the new price level,
 * `YYYY-MM-DD`; split, grouping, bonus, dividend, interest, subscription or other; shares after for one before, 1 unless the
 * kind changes the number of shares; the payment as a fraction of the last price with the right to it, 0 if it does. A split,
 * grouping or bonus of ratio 1 says that there was none, whatever the feed or the tape say. A header alone takes back what a
 * file of that name said before.
 *
 * @throws {NotFoundError} If there is no such file.
 * @throws {DataError} If it is neither, is cut short, lacks pages, or a line says something that cannot be.
 */
export async function readActionsFile(path: string): Promise<SavedFeed | ManualActions> {
  const { file, text } = await readText(path);
  const refuse = (wanted: string, found: string) =>
    new DataError(printable(`Cannot read "${path}": ${wanted}, found ${found}`));
  if (/^\s*</.test(text)) throw refuse("B3's JSON or a person's CSV is wanted", "a web page");
  if (!/^\s*"?[[{]/.test(text)) {
    return { source: "manual", file, actions: manualActions(text, refuse) };
  }
  const { company, asOf, ...answers } = feedAnswers(parsed(text, refuse), refuse);
  const letters = /^[A-Z][A-Z0-9]{3}(?![A-Za-z0-9])/.exec(company ?? file)?.[0];
  if (letters === undefined) {
    throw refuse("the company's four letters are wanted at the beginning of the file's name", `"${file}"`);
  }
  const day = parseSession(asOf ?? "");
  return { source: "feed", file, company: letters, asOf: Number.isNaN(day) ? null : day, ...answers };
}

function parsed(text: string, refuse: (wanted: string, found: string) => DataError): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refuse("whole JSON is wanted", "damage");
  }
}
