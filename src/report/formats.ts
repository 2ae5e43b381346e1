/**
 * Numbers and dates as people read them, the same on every machine.
 *
 * @module
 */

import { formatSession, parseSession, type Session } from "~/core/mod.ts";
import type { Lang } from "./lang.ts";

/** How a language writes numbers and dates. Where nothing can be said, `null` and `NaN`, numbers are `–`. */
export interface Formats {
  /** Decimal and thousands separators as Plotly wants them, for example `.,`. */
  readonly separators: string;
  /** How Plotly writes a day beside a point. */
  readonly plotlyDate: string;
  /** A whole number with thousands separated: `12,345`. */
  count(value: number): string;
  /** A number with fixed decimals and a real minus sign. */
  number(value: number | null, decimals: number): string;
  /** A number with a plus sign if it is greater than 0. */
  gain(value: number | null, decimals: number): string;
  /** A decimal fraction as percent: `0.123` is `12.3 %`. @default {1} decimals */
  percent(value: number | null, decimals?: number): string;
  /** A decimal fraction as percent with a plus sign if it is greater than 0. @default {1} decimals */
  percentGain(value: number | null, decimals?: number): string;
  /** An amount in BRL; the number stays beside its sign. @default {0} decimals */
  money(value: number, decimals?: number): string;
  /** A day; text that is not `YYYY-MM-DD` is left as it is. */
  date(day: Session | string): string;
  /** Year and month of a day. */
  month(day: Session): string;
}

interface Habits {
  readonly decimal: string;
  readonly thousands: string;
  /** What stands after a percentage. */
  readonly percent: string;
  readonly plotlyDate: string;
  readonly date: (year: string, month: string, day: string) => string;
  readonly month: (year: string, month: string) => string;
}

/** The formats of each language. */
export const FORMATS: Readonly<Record<Lang, Formats>> = {
  en: formatsOf({
    decimal: ".",
    thousands: ",",
    percent: "\u00a0%",
    plotlyDate: "%Y-%m-%d",
    date: (year, month, day) => `${year}-${month}-${day}`,
    month: (year, month) => `${year}-${month}`,
  }),
  pt: formatsOf({
    decimal: ",",
    thousands: ".",
    percent: "%",
    plotlyDate: "%d/%m/%Y",
    date: (year, month, day) => `${day}/${month}/${year}`,
    month: (year, month) => `${month}/${year}`,
  }),
};

const NOTHING = "–";

function formatsOf(habits: Habits): Formats {
  const fixed = (value: number, decimals: number) => {
    const [whole, fraction] = value.toFixed(decimals).split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, habits.thousands);
    const text = fraction === undefined ? grouped : grouped + habits.decimal + fraction;
    return Number(value.toFixed(decimals)) === 0 ? text.replace("-", "") : text.replace("-", "−");
  };
  const number = (value: number | null, decimals: number) =>
    value === null || Number.isNaN(value) ? NOTHING : fixed(value, decimals);
  const gain = (value: number | null, decimals: number) => {
    const sign = value !== null && Number(value.toFixed(decimals)) > 0 ? "+" : "";
    return sign + number(value, decimals);
  };
  const percentOf = (text: string) => text === NOTHING ? text : text + habits.percent;
  const hundredfold = (value: number | null) => value === null ? null : value * 100;
  const partsOf = (day: Session) => formatSession(day).split("-");
  return {
    separators: habits.decimal + habits.thousands,
    plotlyDate: habits.plotlyDate,
    count: (value) => fixed(value, 0),
    number,
    gain,
    percent: (value, decimals = 1) => percentOf(number(hundredfold(value), decimals)),
    percentGain: (value, decimals = 1) => percentOf(gain(hundredfold(value), decimals)),
    money: (value, decimals = 0) => `R$\u00a0${number(value, decimals)}`,
    date: (day) => {
      const session = typeof day === "number" ? day : parseSession(day);
      if (Number.isNaN(session)) return String(day);
      const [year, month, date] = partsOf(session);
      return habits.date(year, month, date);
    },
    month: (day) => {
      const [year, month] = partsOf(day);
      return habits.month(year, month);
    },
  };
}
