/**
 * A person's list of corporate actions, as CSV.
 *
 * @module
 */

import { ACTION_KINDS, type CorporateAction, type DataError, parseSession, SHARE_KINDS } from "~/core/mod.ts";

type Refuse = (wanted: string, found: string) => DataError;

const COLUMNS = ["ticker", "ex_session", "kind", "ratio", "payment"];

/** Reads the lines; see `readActionsFile`. */
export function manualActions(text: string, refuse: Refuse): CorporateAction[] {
  const [header, ...lines] = text.replaceAll('"', "").split(/\r?\n/);
  const columns = header.toLowerCase().split(",").map((column) => column.trim());
  if (columns.toSorted().join() !== COLUMNS.toSorted().join()) {
    throw refuse(`a header with ${COLUMNS.join(",")} is wanted`, quoted(header.slice(0, 80)));
  }
  const seen = new Set<string>();
  const actions: CorporateAction[] = [];
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const place = `line ${i + 2}`;
    const fields = line.split(",").map((field) => field.trim());
    if (fields.length !== columns.length) {
      throw refuse(`${columns.length} fields are wanted in ${place}`, `${fields.length}`);
    }
    const field = (name: string) => fields[columns.indexOf(name)];
    const action = manualAction(field, place, refuse);
    const key = [action.ticker, action.exSession, action.kind].join();
    if (seen.has(key)) {
      throw refuse(
        `one ${action.kind} of ${action.ticker} on a day is wanted`,
        `another in ${place}: bring them together`,
      );
    }
    seen.add(key);
    actions.push(action);
  }
  return actions;
}

function manualAction(field: (name: string) => string, place: string, refuse: Refuse): CorporateAction {
  const check = (isGood: boolean, wanted: string, name: string) => {
    if (!isGood) throw refuse(`${wanted} is wanted in ${place}`, quoted(field(name)));
  };
  const ticker = field("ticker").toUpperCase();
  check(/^[A-Z0-9]{4,12}$/.test(ticker), "a trading code", "ticker");
  const exSession = parseSession(field("ex_session"));
  check(!Number.isNaN(exSession), "a date YYYY-MM-DD", "ex_session");
  const kind = ACTION_KINDS.find((kind) => kind === field("kind").toLowerCase());
  if (kind === undefined) {
    throw refuse(`one of ${ACTION_KINDS.join(", ")} is wanted in ${place}`, quoted(field("kind")));
  }
  const [ratio, payment] = [numberOf(field("ratio")), numberOf(field("payment"))];
  check(ratio > 0 && Number.isFinite(ratio), "a ratio above 0", "ratio");
  check(payment >= 0 && payment < 1, "a payment from 0 to below 1, a fraction of the price,", "payment");
  if (SHARE_KINDS.includes(kind)) {
    const isGrouping = kind === "grouping";
    const wanted = isGrouping
      ? "a grouping's ratio below 1 (0.1 for ten to one)"
      : `a ${kind}'s ratio above 1`;
    check(isGrouping ? ratio <= 1 : ratio >= 1, wanted, "ratio");
    check(payment === 0, `a ${kind}'s payment of 0, and a line of its own for what was paid,`, "payment");
  } else check(ratio === 1, `ratio 1 for a kind that does not change the number of shares`, "ratio");
  return { ticker, exSession, kind, ratio, payment, source: "manual", asOf: null };
}

function numberOf(text: string): number {
  return text === "" ? NaN : Number(text);
}

function quoted(text: string): string {
  return text === "" ? "nothing" : `"${text}"`;
}
