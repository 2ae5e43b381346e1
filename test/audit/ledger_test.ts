import assert from "node:assert/strict";
import { Ledger } from "../../src/audit/ledger.ts";

const ledger = (nRows: number) => new Ledger(new Map([[1, nRows], [2, nRows]]));

Deno.test("Ledger demands the same bits where nothing rounds, and names the first place", () => {
  const book = ledger(100);
  book.compare("return_5", "A", 1, 0.1, 0.1, false);
  book.compare("return_5", "B", 1, NaN, NaN, false);
  book.compare("return_5", "C", 2, 0.1, 0.1 + 1e-16 * 2, false);
  book.compare("return_5", "D", 2, 0.1, NaN, false);
  book.compare("label", "D", 2, "buy", "sell", false);
  assert.deepEqual(book.close(), {
    nValues: 5,
    rounding: 0,
    ties: [],
    changes: [
      { what: "return_5", count: 2, ticker: "C", session: 2, was: 0.1, is: 0.1 + 1e-16 * 2 },
      { what: "label", count: 1, ticker: "D", session: 2, was: "buy", is: "sell" },
    ],
  });
});

Deno.test("Ledger forgives rounding up to a millionth, of the value where that is above 1", () => {
  const book = ledger(1);
  book.compare("x", "A", 1, 0.5, 0.5 + 9e-7, true);
  book.compare("x", "A", 1, 1000, 1000.0009, true);
  const { changes, rounding } = book.close();
  assert.deepEqual(changes, []);
  assert.ok(Math.abs(rounding - 9e-7) < 1e-12);
  const strict = ledger(1);
  strict.compare("x", "A", 1, 0.5, 0.5 + 1.1e-6, true);
  assert.equal(strict.close().changes.length, 1);
});

Deno.test("Ledger takes one change in twenty rows of a session for a tie, more for a change", () => {
  const book = ledger(40);
  for (const ticker of ["A", "B"]) book.compare("rank", ticker, 1, 0.5, 0.6, true);
  for (const ticker of ["A", "B", "C"]) book.compare("rank", ticker, 2, 0.5, 0.6, true);
  const { changes, ties } = book.close();
  assert.deepEqual(ties.map(({ session, count }) => [session, count]), [[1, 2]]);
  assert.deepEqual(changes.map(({ session, count }) => [session, count]), [[2, 3]]);
  const few = ledger(19);
  few.compare("rank", "A", 1, 0.5, 0.6, true);
  assert.deepEqual(few.close().ties, []); // of so few shares one is not rare
});
