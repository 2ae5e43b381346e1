import assert from "node:assert/strict";
import fc from "fast-check";
import { parseSession, type Quotes, sessionOf } from "~/core/mod.ts";
import { formatCotahist, formatRecord } from "~/cotahist/mod.ts";
import { KINDS, LINES, PETR4, readAll, source } from "./helpers.ts";

const label = { name: "COTAHIST.2024", session: parseSession("2024-11-08") };

function records(quotes: Quotes): string[] {
  return Array.from({ length: quotes.length }, (_, row) => formatRecord(quotes, row));
}

Deno.test("formatRecord() gives back B3's own lines", async () => {
  const { quotes } = await readAll(source(KINDS), { markets: "all" });
  assert.deepEqual(records(quotes), LINES.slice(1, -1));
});

Deno.test("formatCotahist() gives back a whole file", async () => {
  const { quotes } = await readAll(source(KINDS), { markets: "all" });
  assert.deepEqual(formatCotahist(records(quotes), label), KINDS);
});

/** Trimmed latin-1 texts of at most `maxLength` characters, control characters left out. */
const text = (maxLength: number) =>
  fc.array(fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)), { maxLength })
    .map((characters) => characters.join(""));
const latin = fc.constantFrom("", "AÇÚCAR", "ÁGUAS E LUZ", "S\xe3o Paulo\xff");
const price = (factor: number) =>
  fc.oneof(
    fc.constant(NaN),
    fc.integer({ min: 1, max: 10 ** 13 - 1 }).map((cents) => cents / (100 * factor)),
  );
const count = (digits: number) => fc.integer({ min: 0, max: 10 ** digits - 1 });
const session = fc.integer({ min: sessionOf(1986, 1, 1), max: sessionOf(2100, 1, 1) });

/** Quotes of one row with anything that its fields can hold exactly. */
const anyQuotes: fc.Arbitrary<Quotes> = fc.constantFrom(1, 100, 1000, 1_000_000).chain((factor) => {
  const float = (value: fc.Arbitrary<number>) => value.map((number) => Float64Array.of(number));
  const int = (value: fc.Arbitrary<number>) => value.map((number) => Int32Array.of(number));
  const one = (value: fc.Arbitrary<string>) => value.map((string) => [string]);
  return fc.record({
    length: fc.constant(1),
    session: int(session),
    board: one(text(2)),
    ticker: one(text(12)),
    market: int(count(3)),
    company: one(latin),
    specification: one(text(10)),
    forwardTerm: one(text(3)),
    currency: one(text(4)),
    open: float(price(factor)),
    high: float(price(factor)),
    low: float(price(factor)),
    average: float(price(factor)),
    close: float(price(factor)),
    bid: float(price(factor)),
    ask: float(price(factor)),
    trades: float(count(5)),
    shares: float(count(15)),
    turnover: float(count(14).map((cents) => cents / 100)),
    strike: float(price(factor)),
    strikeIndex: int(count(1)),
    expiry: int(fc.oneof(session, fc.constant(sessionOf(9999, 12, 31)))),
    quotationFactor: fc.constant(Float64Array.of(factor)),
    strikePoints: float(
      fc.oneof(fc.constant(NaN), fc.integer({ min: 1, max: 10 ** 13 - 1 }).map((n) => n / 1e6)),
    ),
    isin: one(text(12)),
    distribution: int(count(3)),
  }, { noNullPrototype: true });
});

Deno.test("formatRecord() and readCotahist() are inverse", async () => {
  await fc.assert(
    fc.asyncProperty(anyQuotes, async (quotes) => {
      const bytes = formatCotahist(records(quotes), label);
      const { quotes: read } = await readAll(source(bytes), { markets: "all" });
      assert.deepEqual(read, quotes);
      assert.deepEqual(formatCotahist(records(read), label), bytes);
    }),
    { numRuns: 200, seed: 7 },
  );
});

Deno.test("formatRecord() refuses what does not fit", async () => {
  const { quotes } = await readAll(source(KINDS), { markets: "all" });
  const refused = (change: Partial<Quotes>, message: string) =>
    assert.throws(() => formatRecord({ ...quotes, ...change }, 0), { name: "RangeError", message });
  refused(
    { ticker: ["PETROBRAS PN N2"] },
    'Cannot format CODNEG: at most 12 characters are wanted, found "PETROBRAS PN N2"',
  );
  refused(
    { trades: Float64Array.of(109_323) },
    'Cannot format TOTNEG: at most 5 digits are wanted, found "109323"',
  );
  refused(
    { close: Float64Array.of(-1) },
    'Cannot format PREULT: at most 13 digits are wanted, found "-100000"',
  );
  refused(
    { shares: Float64Array.of(1e21) },
    'Cannot format QUATOT: at most 18 digits are wanted, found "1e+21"',
  );
});

Deno.test("formatCotahist() refuses characters outside latin-1", () => {
  assert.throws(() => formatCotahist([PETR4.replace("PETROBRAS", "ΠETROBRAS")], label), {
    name: "RangeError",
    message: 'Cannot format "Π": a latin-1 character is wanted',
  });
});
