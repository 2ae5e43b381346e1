import assert from "node:assert/strict";
import { textReader } from "~/cotahist/texts.ts";
import { latin1 } from "./helpers.ts";

function view(text: string): DataView {
  return new DataView(latin1(text).buffer);
}

Deno.test("textReader() gives equal texts for equal bytes, more texts than it remembers", () => {
  const read = textReader();
  for (let round = 0; round < 2; round++) {
    for (let k = 0; k < 70_000; k++) {
      const text = `T${k}`;
      assert.equal(read(view(text.padEnd(12)), 0, 12), text);
    }
  }
});

Deno.test("textReader() reads fields of any width up to twelve, trimmed on both sides", () => {
  for (let width = 1; width <= 12; width++) {
    const read = textReader();
    const text = "ABCDEFGHIJKL".slice(0, width);
    assert.equal(read(view(`xx${text}yy`), 2, 2 + width), text);
    assert.equal(read(view(" ".repeat(width)), 0, width), "");
    assert.equal(read(view("Z".padStart(width)), 0, width), "Z");
    assert.equal(read(view(`xx${text}yy`), 2, 2 + width), text);
  }
});

Deno.test("textReader() tells apart texts that differ in any one byte", () => {
  const read = textReader();
  const texts = Array.from({ length: 12 }, (_, k) => "A".repeat(k) + "\xff" + "A".repeat(11 - k));
  assert.deepEqual(texts.map((text) => read(view(text), 0, 12)), texts);
  assert.equal(read(view("\0".repeat(12)), 0, 12), "\0".repeat(12));
});

Deno.test("textReader() refuses a text in which a line ends, also where the text is known", () => {
  const read = textReader();
  for (let time = 0; time < 2; time++) {
    assert.equal(read(view("PETR\nPETR4  "), 0, 12), undefined);
    assert.equal(read(view("PETR4       "), 0, 12), "PETR4");
  }
});
