import assert from "node:assert/strict";
import { actionsSummary } from "../../../tasks/cli/actions.ts";

Deno.test("actionsSummary() prints no control character of a feed's", () => {
  const reason = "found \u001b[31mred";
  const lines = actionsSummary([], { feeds: [], absent: [], failed: [{ company: "PETR", reason }] });
  assert.equal(lines.length, 1);
  assert.ok(!lines[0].includes("\u001b"));
  assert.match(lines[0], /^PETR: found .*red$/);
});
