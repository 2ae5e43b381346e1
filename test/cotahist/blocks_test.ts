import assert from "node:assert/strict";
import fc from "fast-check";
import { wholeLines } from "~/cotahist/blocks.ts";
import { latin1 } from "./helpers.ts";

Deno.test("wholeLines() gives the same lines however the text is cut", async () => {
  const line = fc.string({ maxLength: 8 }).map((text) => text.replaceAll(/[^ -~]/g, "."));
  await fc.assert(
    fc.asyncProperty(
      fc.array(line),
      fc.boolean(),
      fc.array(fc.integer({ min: 0, max: 100 })),
      async (lines, ends, at) => {
        const text = lines.join("\n") + (ends ? "\n" : "");
        const cuts = [0, ...at.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length];
        const chunks = cuts.slice(1).map((cut, k) => latin1(text.slice(cuts[k], cut)));
        const blocks = await Array.fromAsync(
          wholeLines(stream(chunks)),
          (block) => String.fromCharCode(...block),
        );
        assert.equal(blocks.join(""), text);
        assert.ok(blocks.slice(0, -1).every((block) => block.endsWith("\n")));
        assert.ok(blocks.every((block) => block.length > 0));
      },
    ),
    { numRuns: 200, seed: 7 },
  );
});

Deno.test("wholeLines() hands on a line that never ends", async () => {
  const chunk = new Uint8Array(40_000);
  const blocks = await Array.fromAsync(wholeLines(stream([chunk, chunk, chunk, latin1("\nx")])));
  assert.deepEqual(blocks.map((block) => block.length), [80_000, 40_001, 1]);
});

async function* stream(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* await Promise.resolve(chunks);
}
