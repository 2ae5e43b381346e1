/**
 * What trading costs and how much of it is allowed.
 *
 * @module
 */

import { parseSession, type Session } from "~/core/mod.ts";

/** A fee from a session on. */
export interface FeeStep {
  /** First session it holds. */
  readonly from: Session;
  /** Share of the money traded, paid by the buyer and by the seller. */
  readonly rate: number;
}

/**
 * B3's fees for individuals in the cash market, trading and settlement together, no day trades.
 *
 * 0.0345 % (0.0070 + 0.0275) as divided in August 2011, a total that was left as it had been; 0.0325 % (0.0050 + 0.0275)
 * from April 2013; 0.0300 % (0.0050 + 0.0250) from 2 February 2021. The trading fee fell below its 0.0050 % in months of
 * much volume, to 0.0030 % in 2020, and before 2009 fees were published otherwise, at about 0.035 %: there these are
 * approximations, on the side of caution for the first.
 *
 * @see BM&FBOVESPA, "Comunicado ao Mercado: Nova Política de Tarifação", July 2011, and of 5 March 2013; B3, "Tarifas:
 * renda variável, mercado à vista".
 */
export const B3_FEES: readonly FeeStep[] = [
  { from: -Infinity, rate: 0.000345 },
  { from: parseSession("2013-04-01"), rate: 0.000325 },
  { from: parseSession("2021-02-02"), rate: 0.0003 },
];

/** How orders are filled and what they cost. */
export interface TradingRules {
  /** Money at the first decision, BRL. @default {1_000_000} */
  readonly capital?: number;
  /** Shares of a round lot; 1 trades single shares, as in B3's fractional market. @default {100} */
  readonly lot?: number;
  /** Fees by date, oldest first; the first must hold from the beginning on. @default {B3_FEES} */
  readonly fees?: readonly FeeStep[];
  /** How much worse than the open an order is filled, besides the spread, as a share of it. @default {0.0005} */
  readonly slippage?: number;
  /** Half the spread where no bid and ask of the last close before are known, as a share of the price. @default {0.0005} */
  readonly halfSpread?: number;
  /** Greatest share of a session's traded shares that may be ours. @default {0.1} */
  readonly maxVolumeShare?: number;
  /** What borrowed shares cost a year, as a share of their worth; charged by the session, 252 a year. @default {0.03} */
  readonly borrowRate?: number;
}

/**
 * Rules with their defaults.
 *
 * @throws {RangeError} If one makes no sense; the message names it.
 */
export function resolveRules(rules: TradingRules): Required<TradingRules> {
  const resolved = {
    capital: 1_000_000,
    lot: 100,
    fees: B3_FEES,
    slippage: 0.0005,
    halfSpread: 0.0005,
    maxVolumeShare: 0.1,
    borrowRate: 0.03,
    ...rules,
  };
  const { capital, lot, fees, slippage, halfSpread, maxVolumeShare, borrowRate } = resolved;
  const isFraction = (value: number) => value >= 0 && value < 1;
  const wrong = !(capital > 0 && Number.isFinite(capital))
    ? `a positive capital is wanted, found ${capital}`
    : !(Number.isInteger(lot) && lot >= 1)
    ? `a lot of a whole number of shares from 1 is wanted, found ${lot}`
    : !(isFraction(slippage) && isFraction(halfSpread) && slippage + halfSpread < 1)
    ? `slippage and half spread from 0 to below 1 are wanted, found ${slippage} and ${halfSpread}`
    : !(maxVolumeShare > 0 && maxVolumeShare <= 1)
    ? `a share of the volume above 0 and up to 1 is wanted, found ${maxVolumeShare}`
    : !(borrowRate >= 0 && Number.isFinite(borrowRate))
    ? `a rate for borrowing from 0 is wanted, found ${borrowRate}`
    : !fees.every(({ from, rate }, i) =>
        isFraction(rate) && (i === 0 ? from === -Infinity : from > fees[i - 1].from)
      ) || fees.length === 0
    ? "fees from 0 to below 1 by ascending session are wanted, the first from -Infinity"
    : null;
  if (wrong !== null) throw new RangeError(`Cannot trade by these rules: ${wrong}`);
  return resolved;
}
