/**
 * Another process at work on a database, for tests that kill it, starve it or are shut out by it.
 *
 * `write PATH` and `read PATH` open the database and keep it until their input ends. `store PATH` stores a file of 5,000 quotes with
 * close 1, then one of 240,000 quotes, enough
 * for some to be written before the end, with close 2 that holds the same keys and more. `actions PATH` stores a feed of one
 * action, then another of 100,000 in its place. Each step is a line of output.
 *
 * @module
 */

import { openWarehouse } from "~/warehouse/mod.ts";
import { actionOf, feedOf } from "./actions_of.ts";
import { batchesOf, incoming, manyQuotes } from "./quotes_of.ts";

const [mode, path] = Deno.args;

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));
}

async function* batches() {
  const quotes = manyQuotes(6_000, { close: 2 });
  for (let i = 0; i < 40; i++) {
    const turnover = quotes.turnover.map((_, k) => Math.sin(6_000 * i + k)); // does not compress away
    yield* batchesOf({
      ...quotes,
      ticker: i === 0 ? quotes.ticker : quotes.ticker.map(() => `T${i}`),
      turnover,
    });
    if (i === 36) say("half");
  }
  say("moving");
}

try {
  await using warehouse = await openWarehouse(path, { readOnly: mode === "read" });
  if (mode === "actions") {
    await warehouse.storeActions(feedOf([actionOf()], { file: "first" }));
    say("first");
    const actions = Array.from(
      { length: 100_000 },
      (_, i) => actionOf({ exSession: i, ratio: 2 + Math.sin(i) }), // does not compress away
    );
    await warehouse.storeActions(feedOf(actions, { file: "second" }));
    say("second");
  } else if (mode !== "store") {
    say("open");
    await Deno.stdin.read(new Uint8Array(1));
  } else {
    const first = batchesOf(manyQuotes(5_000, { close: 1 }));
    await warehouse.storeFile(incoming({ name: "first", sha256: "1", grain: "day" }), first);
    say("first");
    await warehouse.storeFile(incoming({ name: "second", sha256: "2", grain: "day" }), batches());
    say("second");
  }
} catch (error) {
  say(String(error));
}
