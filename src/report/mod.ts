/**
 * Evaluation data to figures, and to one self-contained HTML page that needs no network: what is shown to others.
 *
 * @module
 */

export * from "./backtest_data.ts";
export * from "./display.ts";
export * from "./figure.ts";
export * from "./figures/attribution.ts";
export * from "./figures/comparison.ts";
export * from "./figures/coverage.ts";
export * from "./figures/cross_section.ts";
export * from "./figures/cumulative_ic.ts";
export { drawdownFigure, equityFigure } from "./figures/equity.ts";
export * from "./figures/folds.ts";
export * from "./figures/importance.ts";
export * from "./figures/loss_curve.ts";
export * from "./figures/fold_losses.ts";
export * from "./figures/outlook.ts";
export * from "./figures/price.ts";
export * from "./figures/quantile_returns.ts";
export * from "./figures/rank_ic_by_year.ts";
export * from "./figures/reliability.ts";
export * from "./lang.ts";
export * from "./page.ts";
export * from "./quality_page.ts";
export * from "./report_data.ts";
export * from "./show.ts";
export * from "./svg.ts";
