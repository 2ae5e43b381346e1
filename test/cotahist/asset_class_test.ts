import assert from "node:assert/strict";
import { assetClass } from "~/cotahist/mod.ts";

/** Genuine papers: ticker, board, specification, ISIN, class. */
const PAPERS = [
  ["PETR4", "02", "PN      N2", "BRPETRACNPR6", "share"],
  ["OIBR3", "08", "ON      N1", "BROIBRACNOR1", "share"],
  ["VCPA4", "02", "PN *    N1", "BRVCPAACNPR2", "share"],
  ["GOLL4", "58", "PN      N2", "BRGOLLACNPR4", "share"],
  ["PALF11", "02", "PRC*", "BRPALFARNPC6", "share"],
  ["ALUP11", "02", "UNT     N2", "BRALUPCDAM15", "unit"],
  ["BPAC11", "02", "UNT     N2", "BRBPACUNT006", "unit"],
  ["RNEW11", "08", "UNT     N2", "BRRNEWCDAM15", "unit"],
  ["AAPL34", "02", "DRN", "BRAAPLBDR004", "bdr"],
  ["AAPL34", "34", "DRN ED", "BRAAPLBDR004", "bdr"],
  ["INBR32", "35", "DR2", "BRINBRBDR007", "bdr"],
  ["BNDA39", "36", "DRE", "BRBNDABDR004", "bdr"],
  ["ABCP11", "12", "CI  ER", "BRABCPCTF000", "fund"],
  ["XPCA11", "13", "CI  ER", "BRXPCACTF004", "fund"],
  ["BBSD11", "14", "CI", "BRBBSDCTF000", "fund"],
  ["RUMO1", "10", "DIR ORD NM", "BRRUMOD01OR8", "right"],
  ["RBFF12", "12", "DIR", "BRRBFFD02M13", "right"],
  ["BBAS12", "22", "BNS*B", "BRBBASN01OR7", "right"],
  ["IBOV11", "02", "IBO", "BRIBOVINDM18", "index"],
  ["MMXM11", "14", "TPR     NM", "BRMMXMTRV000", "other"],
] as const;

for (const [ticker, board, specification, isin, expected] of PAPERS) {
  Deno.test(`assetClass() of ${ticker} on board ${board} is ${expected}, with and without ISIN`, () => {
    assert.equal(assetClass({ ticker, board, specification, isin }), expected);
    assert.equal(assetClass({ ticker, board, specification, isin: "" }), expected);
  });
}

Deno.test("assetClass() falls back on board and ticker when nothing else is known", () => {
  const classOf = (board: string, ticker: string) =>
    assetClass({ ticker, board, specification: "", isin: "" });
  assert.equal(classOf("02", "PETR4"), "share");
  assert.equal(classOf("02", "AAPL34"), "bdr");
  assert.equal(classOf("34", "AAPL34"), "bdr");
  assert.equal(classOf("12", "ABCP11"), "fund");
  assert.equal(classOf("10", "RUMO1"), "right");
  assert.equal(classOf("02", "TAEE11"), "other");
});
