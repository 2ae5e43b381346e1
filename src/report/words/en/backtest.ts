/**
 * English: the backtest.
 *
 * @module
 */

import type { Session } from "~/core/mod.ts";
import type { BacktestCosts, BacktestStrategy } from "../../backtest_data.ts";
import { FORMATS } from "../../formats.ts";

const { count, money, number, percent, date, month } = FORMATS.en;

export const backtest = {
  heading: "Backtest",
  strategy: ({ kind, every, quantile, threshold }: BacktestStrategy) => {
    const when = `Decided every ${every} sessions at the close, traded at the next open: `;
    switch (kind) {
      case "top_quantile":
        return `${when}the best ${percent(quantile ?? null, 0)} of the shares by score, at equal weights.`;
      case "long_short":
        return `${when}the best ${
          percent(quantile ?? null, 0)
        } of the shares by score held, as many of the ` +
          "worst borrowed and sold, at equal weights.";
      case "threshold":
        return `${when}every share whose score is above ${
          number(threshold ?? null, 3)
        }, at equal weights; the rest ` +
          "is cash.";
    }
  },
  /** Names that curves may have, for what is no model; others are shown as they are. */
  names: {
    equal_weight: "equal weights, held",
    ibovespa: "Ibovespa",
    cdi: "cash (CDI)",
  },
  equity: "What 100 became",
  equityCaption:
    "Worth at each close, 100 at the beginning, after costs where costs are charged. On a logarithmic scale equal steps are equal percentages.",
  equityAlt: (ends: readonly string[]) => `What 100 became, logarithmic scale: ${ends.join(", ")}`,
  drawdown: "Below the last height",
  drawdownCaption: "How far each close was below the greatest one before it.",
  drawdownAlt: (falls: readonly string[]) => `Drawdowns, the deepest each: ${falls.join(", ")}`,
  months: (name: string) => `Returns of ${name} by month`,
  monthsCaption: (name: string) =>
    `Returns of ${name} by month, percent. A plus sign is a gain, a minus sign a loss; the deeper the colour, the greater. ` +
    "The first and the last month may be cut short.",
  monthNames: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  year: "Year",
  statistics: "Statistics",
  statisticsCaption: (first: Session, last: Session) =>
    `${date(first)} to ${date(last)}; returns are simple, from close to close, in reais.`,
  columns: {
    name: "Strategy",
    totalReturn: "Return",
    cagr: "A year",
    volatility: "Volatility",
    sharpe: "Sharpe",
    sortino: "Sortino",
    drawdown: "Deepest fall",
    calmar: "Calmar",
    probability: "P(Sharpe > 0)",
    deflated: "after trials",
    turnover: "Turnover a year",
  },
  fall: (peak: Session, trough: Session) => `${month(peak)} to ${month(trough)}`,
  recovery: (recovery: Session | null) =>
    recovery === null ? "not made good" : `made good ${month(recovery)}`,
  conventionsHeading: "Conventions and costs",
  trials: (n: number) =>
    `After trials: the same probability against the best Sharpe ratio that ${
      count(n)
    } trials without skill would ` +
    "have shown. Below 95 % it is within reach of luck.",
  conventions: [
    "A year has 252 sessions. “A year” is compound growth: (last/first)^(252/n) − 1.",
    "Volatility is the sample standard deviation of daily returns × √252.",
    "Sharpe: mean daily return above cash over its sample standard deviation × √252. Sortino has in its place the root of the mean square of returns below cash, over all days. Calmar: growth a year over the deepest fall.",
    "P(Sharpe > 0) allows for length, skewness and fat tails of this one curve, not for the strategies that were tried before it.",
    "Turnover is half of what was bought and sold in a year over the mean worth: 1 replaces everything once.",
  ],
  costs: (
    { capital, lot, fees, slippage, halfSpread, maxVolumeShare, borrowRate }: BacktestCosts,
  ): string[] => [
    `Capital of ${money(capital)}, lots of ${count(lot)}.`,
    `B3's fees, by buyer and seller: ${
      fees.map(({ from, rate }) => percent(rate, 4) + (Number.isFinite(from) ? ` from ${date(from)}` : ""))
        .join(", ")
    }.`,
    `Filled at the open, worse by ${percent(slippage, 2)} and by half the spread of the last close (${
      percent(halfSpread, 2)
    } where none is known); at most ${percent(maxVolumeShare, 0)} of a session's volume.`,
    `Borrowed shares cost ${percent(borrowRate, 1)} a year. Income tax is not charged.`,
  ],
};
