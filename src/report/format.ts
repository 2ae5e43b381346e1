/**
 * Numbers as people read them, the same on every machine.
 *
 * @module
 */

/** A whole number with thousands separated: `12,345`. */
export function formatCount(value: number): string {
  return value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ",").replace("-", "−");
}

/** A number with fixed decimals and a real minus sign; `–` for `null` and `NaN`: nothing can be said. */
export function formatNumber(value: number | null, decimals: number): string {
  if (value === null || Number.isNaN(value)) return "–";
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/** {@link formatNumber} with a plus sign for what is greater than 0. */
export function formatGain(value: number | null, decimals: number): string {
  const text = formatNumber(value, decimals);
  return value !== null && Number(value.toFixed(decimals)) > 0 ? `+${text}` : text;
}

/** A decimal fraction as percent: `0.123` is `12.3 %`. */
export function formatPercent(value: number | null, decimals = 1): string {
  const text = formatNumber(value === null ? null : value * 100, decimals);
  return text === "–" ? text : `${text} %`;
}
