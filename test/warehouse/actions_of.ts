/**
 * Corporate actions and files of them, for tests.
 *
 * @module
 */

import { ACTION_KINDS, type ActionFile, type CorporateAction } from "~/core/mod.ts";

/** An action of PETR4 on 2016-01-05: two for one, by the feed, unless said otherwise. */
export function actionOf(about: Partial<CorporateAction> = {}): CorporateAction {
  return {
    ticker: "PETR4",
    exSession: 16805,
    kind: "split",
    ratio: 2,
    payment: 0,
    source: "feed",
    asOf: 19000,
    ...about,
  };
}

/** A feed's file of all kinds of action of PETR unless said otherwise. */
export function feedOf(actions: readonly CorporateAction[], about: Partial<ActionFile> = {}): ActionFile {
  const covers = { company: "PETR", kinds: ACTION_KINDS };
  return { file: "PETR.json", source: "feed", covers, actions, ...about };
}

/** A person's file. */
export function manualOf(file: string, ...actions: readonly CorporateAction[]): ActionFile {
  const theirs = actions.map((action) => ({ ...action, source: "manual", asOf: null } as const));
  return { file, source: "manual", covers: null, actions: theirs };
}
