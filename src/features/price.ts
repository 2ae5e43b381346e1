/**
 * What a share costs and pays.
 *
 * @module
 */

import { mapped } from "./column.ts";
import type { Feature } from "./feature.ts";
import { lag } from "./rolling.ts";
import { windowSums } from "./windows.ts";

/** ln of the published close: cheap shares move otherwise than dear ones. Not scale-free. */
export const logPrice: Feature = {
  name: "log_price",
  lookback: 1,
  unit: "ln R$",
  formula: "ln of the published close",
  source: "Miller and Scholes (1982)",
  compute: ({ close, factor }) => mapped(close, (c, i) => c > 0 ? Math.log(c / factor[i]) : NaN),
};

/** Steps of the factor between these are dividends; above it is what else a vendor's factor holds. */
const [MIN_STEP, MAX_STEP] = [1e-5, 0.12];

/** Dividends over n sessions as a share of the price, from the steps of the factor of total return; `NaN` without it. */
export function dividendYield(n: number): Feature {
  return {
    name: `dividend_yield_${n}`,
    lookback: n + 1,
    unit: "ratio",
    formula: `sum of ln(F/F₋₁) over ${n} where it is in (10⁻⁵, 0.12), F total over split factor`,
    source: "Litzenberger and Ramaswamy (1979)",
    compute: ({ totalFactor, factor }) => {
      const level = mapped(totalFactor, (total, i) => Math.log(total / factor[i]));
      const steps = mapped(lag(level, 1), (before, i) => {
        const step = level[i] - before;
        return Number.isNaN(step) ? NaN : step > MIN_STEP && step < MAX_STEP ? step : 0;
      });
      return windowSums(steps)(n);
    },
  };
}
