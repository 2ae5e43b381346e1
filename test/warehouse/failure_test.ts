import assert from "node:assert/strict";
import { B3Error, BusyError, DataError } from "~/core/mod.ts";
import { failureOf } from "~/warehouse/failure.ts";

// Texts that no test can bring about for certain; the others are met where they happen.
for (
  const [text, expected] of [
    [
      'IO Error: Cannot open file "b3": The process cannot access the file because it is being used by another process.\r\n',
      new BusyError('Cannot open "b3": it must be free, another process holds it'),
    ],
    [
      "TransactionContext Error: Failed to commit: write-write conflict on key",
      new BusyError('Cannot open "b3": one may write at a time, another is writing'),
    ],
    [
      "Out of Memory Error: could not allocate block of size 256.0 KiB (9.7 MiB/9.5 MiB used)\n\nPossible solutions:",
      new DataError('Cannot open "b3": could not allocate block of size 256.0 KiB (9.7 MiB/9.5 MiB used)'),
    ],
    [
      "FATAL Error: Failed: database has been invalidated because of a previous fatal error.",
      new DataError(
        'Cannot open "b3": Failed: database has been invalidated because of a previous fatal error',
      ),
    ],
  ] as const
) {
  Deno.test(`failureOf() makes a ${expected.name} of "${text.slice(0, 40)}…"`, () => {
    const cause = new Error(text);
    const error = failureOf('open "b3"', cause);
    assert.ok(error instanceof B3Error);
    assert.deepEqual([error.name, error.message], [expected.name, expected.message]);
    assert.equal(error.cause, cause);
  });
}

Deno.test("failureOf() leaves wrong SQL, wrong arguments and the caller's own errors alone", () => {
  for (
    const error of [
      new Error('Parser Error: syntax error at or near "selct"'),
      new RangeError("Cannot select quotes"),
      new DataError("Cannot read COTAHIST_A2016.ZIP: 245 characters are wanted, found 12"),
      "a string",
    ]
  ) {
    assert.equal(failureOf('open "b3"', error), error);
  }
});
