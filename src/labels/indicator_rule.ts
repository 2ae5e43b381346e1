/**
 * The label of the Python system that this one is compatible with: a rule over the same row's indicators.
 *
 * It says nothing about the future: a model that is given the four indicators learns an if-statement. It exists to
 * reproduce that system's figures, is marked wherever it is used, and is never a default.
 *
 * @module
 */

/** Columns of the `reference` feature set that the rule reads, all of one length. */
export interface IndicatorColumns {
  /** `rsi_14`. */
  readonly rsi14: Float64Array;
  /** `macd`. */
  readonly macd: Float64Array;
  /** `volume_change`. */
  readonly volumeChange: Float64Array;
  /** `price_momentum_5`. */
  readonly priceMomentum5: Float64Array;
}

/**
 * Class code of each row, an index into `CLASSES`: buy if RSI < 30, MACD > 0 and volume rose; else sell if RSI > 70,
 * the price fell over five sessions and volume fell; else hold. A `NaN` never satisfies a comparison.
 */
export function indicatorRule(columns: IndicatorColumns): Uint8Array {
  const { rsi14, macd, volumeChange, priceMomentum5 } = columns;
  return Uint8Array.from(rsi14, (rsi, i) => {
    if (rsi < 30 && macd[i] > 0 && volumeChange[i] > 0) return 2;
    if (rsi > 70 && priceMomentum5[i] < 0 && volumeChange[i] < 0) return 0;
    return 1;
  });
}
