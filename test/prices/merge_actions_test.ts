import assert from "node:assert/strict";
import { type CorporateAction, mergeActions } from "~/prices/mod.ts";
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
