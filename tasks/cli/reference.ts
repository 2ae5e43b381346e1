/**
 * The comparison with the reference system's protocol as text.
 *
 * @module
 */

import type { ReferenceComparison } from "~/pipeline/mod.ts";
import { table } from "./output.ts";

/** Two tables: classes of the rule, prices some sessions ahead; and what they mean. */
export function referenceLines({ rule, prices, horizon }: ReferenceComparison): string[] {
  const share = (value: number | null) => value === null ? "-" : value.toFixed(4);
  const spread = (value: number, std: number | null = null) =>
    std === null ? share(value) : `${share(value)} ± ${share(std)}`;
  const count = (value: number | null) => value === null ? "-" : String(value);
  const persistence = prices[prices.length - 1];
  return [
    "Classes of the rule label, train 60 %, validation 20 %, test 20 %:",
    ...table(
      ["answers", "split", "samples", "accuracy", "macro-F1", "F1 sell", "F1 hold", "F1 buy"],
      rule.map(({ name, split, nTest, accuracy, macroF1, f1, std }) => [
        name,
        split,
        count(nTest),
        spread(accuracy, std?.accuracy),
        spread(macroF1, std?.macroF1),
        share(f1.sell),
        share(f1.hold),
        share(f1.buy),
      ]),
    ),
    "The label is a rule over the row's own inputs: a forest learns an if-statement, and nothing of the future.",
    "",
    `Prices ${horizon} sessions ahead:`,
    ...table(
      ["forecast", "prices", "R2 of levels", "MAE R$", "RMSE R$", "MAPE"],
      prices.map(({ name, nRows, rSquared, mae, rmse, mape }) => [
        name,
        count(nRows),
        rSquared === null ? "-" : rSquared.toFixed(5),
        mae.toFixed(3),
        rmse.toFixed(3),
        `${(100 * mape).toFixed(3)} %`,
      ]),
    ),
    `An R2 of price levels of ${persistence.rSquared?.toFixed(3) ?? "-"} is what doing nothing gets: ` +
    "it says how far apart the shares' prices are.",
  ];
}
