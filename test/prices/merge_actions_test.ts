import assert from "node:assert/strict";
import { type CorporateAction, effectiveActions, mergeActions } from "~/prices/mod.ts";
import { quotesOf } from "../market.ts";
import { known, N_BEFORE } from "./event.ts";

const TAPE = known({ source: "tape", asOf: N_BEFORE });

function messages(tape: readonly CorporateAction[], feed: readonly CorporateAction[]) {
  return mergeActions(tape, feed).findings.map(({ severity, kind, message }) => [severity, kind, message]);
}

Deno.test("mergeActions() lets the feed stand where it says what the tape says", () => {
  assert.deepEqual(mergeActions([TAPE], [known({ ratio: 2.01 })]), {
    actions: [known({ ratio: 2.01 })],
    findings: [],
  });
});

Deno.test("mergeActions() lets the feed beat the tape and says where they disagree", () => {
  assert.deepEqual(mergeActions([TAPE], [known({ ratio: 3 })]).actions, [known({ ratio: 3 })]);
  assert.deepEqual(messages([TAPE], [known({ ratio: 3 })]), [[
    "warning",
    "action_disagreement",
    "TEST3's split of 1970-01-31 is 2 by the tape, but the feed says 3 on 1970-01-31",
  ]]);
  assert.deepEqual(messages([TAPE], [known({ exSession: N_BEFORE + 1 })]), [[
    "warning",
    "action_disagreement",
    "TEST3's split of 1970-01-31 is 2 by the tape, but the feed says 2 on 1970-02-01",
  ]]);
});

Deno.test("mergeActions() compares the legs of one event with the tape as one ratio", () => {
  const legs = [known({ ratio: 80 }), known({ kind: "grouping", ratio: 0.025 })];
  assert.deepEqual(mergeActions([TAPE], legs), { actions: legs, findings: [] });
});

Deno.test("mergeActions() keeps what only one of them knows, in order of ticker and session", () => {
  const tape = [known({ ...TAPE, exSession: 100 }), known({ ...TAPE, ticker: "AAAA3" })];
  const feed = [
    known({ exSession: 92 }),
    known({ kind: "dividend", ratio: 1, payment: 0.03, exSession: 100 }),
  ];
  const { actions, findings } = mergeActions(tape, feed);
  assert.deepEqual(
    actions.map(({ ticker, exSession, kind }) => [ticker, exSession, kind]),
    [["AAAA3", N_BEFORE, "split"], ["TEST3", 92, "split"], ["TEST3", 100, "split"], [
      "TEST3",
      100,
      "dividend",
    ]],
  );
  assert.deepEqual(findings, []);
});

Deno.test("mergeActions() leaves out a factor of 0, a negative one, and a payment of the whole price", () => {
  for (const bad of [{ ratio: 0 }, { ratio: -2 }, { ratio: NaN }, { payment: 1 }, { payment: -0.1 }]) {
    const action = known(bad);
    assert.deepEqual(mergeActions([TAPE], [action]).actions, [TAPE]);
    assert.deepEqual(messages([TAPE], [action]), [[
      "error",
      "bad_action",
      `TEST3's split of 1970-01-31 has ratio ${action.ratio} and payment ${action.payment}: left out`,
    ]]);
  }
});

Deno.test("mergeActions() lets a person beat the feed and the tape, and say that there was no split", () => {
  const manual = known({ source: "manual", ratio: 3, exSession: N_BEFORE + 1 });
  assert.deepEqual(mergeActions([TAPE], [known({}), manual]).actions, [manual]);
  assert.deepEqual(messages([TAPE], [known({}), manual]).map(([, , message]) => message), [
    "TEST3's split of 1970-01-31 is 2 by the feed, but a person says 3 on 1970-02-01",
    "TEST3's split of 1970-01-31 is 2 by the tape, but a person says 3 on 1970-02-01",
  ]);
  const none = known({ source: "manual", ratio: 1 });
  assert.deepEqual(mergeActions([TAPE], [known({}), none]).actions, [none]);
  const far = known({ source: "manual", exSession: N_BEFORE + 8 });
  assert.deepEqual(mergeActions([TAPE], [far]).actions, [TAPE, far]);
});

Deno.test("mergeActions() lets a person's payment beat the feed's of its kind and session alone", () => {
  const paid = (about: Partial<CorporateAction>) =>
    known({ kind: "dividend", ratio: 1, payment: 0.02, ...about });
  const others = [paid({ kind: "interest" }), paid({ exSession: 91 }), paid({ ticker: "TEST4" })];
  const manual = paid({ source: "manual", payment: 0.03 });
  const { actions, findings } = mergeActions([TAPE], [paid({}), ...others, manual]);
  assert.deepEqual(actions, [TAPE, others[0], manual, others[1], others[2]]);
  assert.deepEqual(findings.map(({ message }) => message), [
    "TEST3's dividend of 1970-01-31 is 2 % by the feed, but a person says 3 % on 1970-01-31",
  ]);
  assert.deepEqual(mergeActions([], [paid({}), paid({ source: "manual" })]).findings, []);
});

Deno.test("effectiveActions() keeps what changes a price, and sums up the rest by ticker", () => {
  const quotes = quotesOf([10, 11, 12].map((session) => ({ session, close: 1 })));
  const on = (exSession: number) => known({ exSession });
  const { actions, findings } = effectiveActions(
    [on(3), on(9), on(10), on(11), on(12), on(13), known({ ticker: "NONE3" })],
    quotes,
  );
  assert.deepEqual(actions, [on(11), on(12)]);
  assert.deepEqual(findings.map(({ kind, message }) => [kind, message]), [
    [
      "action_before_first_quote",
      "TEST3's split of 1970-01-04 and 2 more are not after its first quote of 1970-01-11: nothing to adjust",
    ],
    [
      "action_after_last_quote",
      "TEST3's split of 1970-01-14 is after its last quote of 1970-01-13: not adjusted yet",
    ],
  ]);
});
