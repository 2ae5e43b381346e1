import assert from "node:assert/strict";
import fc from "fast-check";
import { type ByteSource, bytesSource } from "~/cotahist/mod.ts";
import { fileOf, LINES, patch, PETR4, readAll } from "./helpers.ts";

const LF = 10;

/** A source that gives one line at a time, so that no two lines are ever parsed together. */
function byLine(bytes: Uint8Array<ArrayBuffer>): ByteSource {
  return {
    ...bytesSource("X.TXT", bytes),
    read(offset, length) {
      const newline = bytes.indexOf(LF, offset);
      const end = newline < 0 ? bytes.length : newline + 1;
      return Promise.resolve(bytes.subarray(offset, Math.min(end, offset + length)));
    },
  };
}

/** What reading comes to: quotes and summary, or the error's message. */
async function outcome(source: ByteSource, markets: "cash" | "all", allowPartial: boolean) {
  return await readAll(source, { markets, allowPartial }).catch((error: unknown) => String(error));
}

Deno.test("readCotahist() finds the same line by line and many lines at once, whatever is in them", async () => {
  const change = fc.record({
    at: fc.nat(),
    byte: fc.constantFrom(LF, 13, 32, 48, 57, 65, 255),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...LINES.slice(1, -1)), { maxLength: 30 }),
      fc.array(change, { maxLength: 4 }),
      fc.boolean(),
      fc.constantFrom("cash" as const, "all" as const),
      fc.boolean(),
      async (lines, changes, isCrlf, markets, allowPartial) => {
        const text = fileOf(lines);
        const bytes = isCrlf ? text : text.filter((byte) => byte !== 13);
        // A record that is left out is not looked into, not even for a line end inside.
        const changed = markets === "cash" ? changes.filter(({ byte }) => byte !== LF) : changes;
        for (const { at, byte } of changed) bytes[at % bytes.length] = byte;
        assert.deepEqual(
          await outcome(bytesSource("X.TXT", bytes), markets, allowPartial),
          await outcome(byLine(bytes), markets, allowPartial),
        );
      },
    ),
    { numRuns: 400, seed: 3 },
  );
});

Deno.test("readCotahist() tells two broken lines from one record of the same length", async () => {
  const broken = patch(PETR4, 30, "\n");
  for (const lines of [[PETR4, broken], [PETR4, broken, PETR4]]) {
    const { quotes, summary } = await readAll(bytesSource("X.TXT", fileOf(lines)), { allowPartial: true });
    assert.equal(quotes.length, lines.length - 1);
    assert.equal(summary.lost, 2);
  }
});

Deno.test("readCotahist() reads every digit of the widest numbers", async () => {
  const digits = "123456789012345678";
  for (let n = 1; n <= 18; n++) {
    const shares = digits.slice(0, n);
    const { quotes } = await readAll(
      bytesSource("X.TXT", fileOf([patch(PETR4, 153, shares.padStart(18, "0"))])),
    );
    assert.equal(quotes.shares[0], Number(shares));
  }
});
