import assert from "node:assert/strict";
import { checkWarmUp } from "~/audit/mod.ts";
import { crossRank } from "~/features/mod.ts";
import { featureOf, HONEST, subjectOf } from "./subject.ts";

/** Sessions since the first: the plainest feature that depends on all of them. */
const age = featureOf("age", ({ close }) => close.map((_, t) => t), { reach: Infinity });

Deno.test("checkWarmUp() finds no drift in window features, across shares neither", async () => {
  const momentum = featureOf("change_3", ({ close }) => close.map((c, t) => c / close[t - 3] - 1), {
    lookback: 4,
  });
  const { whole } = await subjectOf({ features: [...HONEST, crossRank(momentum)] });
  const check = await checkWarmUp(whole, [whole.panel.calendar[100], whole.panel.calendar[199]]);
  assert.equal(check.outcome, "pass", check.summary);
  assert.match(check.summary, /^4 window features are the same with 22, 44, 88 sessions of history/);
  assert.equal(check.evidence.length, 4);
  for (const row of check.evidence) assert.deepEqual([row["22 sessions"], row["88 sessions"]], [0, 0]);
});

Deno.test("checkWarmUp() states the drift of a recursive feature in its standard deviations", async () => {
  const { whole } = await subjectOf({ features: [...HONEST, age] });
  const check = await checkWarmUp(whole, [whole.panel.calendar[70]]);
  assert.equal(check.outcome, "pass", check.summary);
  assert.match(check.summary, /; 1 of 1 recursive ones drift, as they must$/);
  const [first] = check.evidence;
  assert.deepEqual([first.feature, first.kind], ["age", "recursive"]);
  // with 22 sessions the age is 21 instead of 70; 0 to 199 have the standard deviation sqrt((200² - 1)/12)
  const std = Math.sqrt((200 ** 2 - 1) / 12);
  assert.ok(Math.abs(Number(first["22 sessions"]) - (70 - 21) / std) < 1e-9);
  assert.ok(Math.abs(Number(first["44 sessions"]) - (70 - 43) / std) < 1e-9);
  assert.equal(first["88 sessions"], 0); // there are no more than 71
});

Deno.test("checkWarmUp() flags a feature that needs more history than the catalog says", async () => {
  const { reach: _, ...undeclared } = age;
  const short = featureOf("change_30", ({ close }) => close.map((c, t) => c / close[t - 30] - 1), {
    lookback: 10,
  });
  for (const fault of [undeclared, short]) {
    const { whole } = await subjectOf({ features: [...HONEST, fault] });
    const check = await checkWarmUp(whole, [whole.panel.calendar[150]]);
    assert.equal(check.outcome, "flagged");
    assert.match(
      check.summary,
      new RegExp(`^with 22 sessions of history, .*, these drift: ${fault.name}$`),
    );
  }
});
