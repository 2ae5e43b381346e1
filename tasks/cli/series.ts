/**
 * Daily series for a task: flags to what to ingest, results to lines of text.
 *
 * @module
 */

import { formatSession, type SeriesKind } from "~/core/mod.ts";
import type { SeriesInput } from "~/pipeline/mod.ts";
import type { SeriesResult } from "~/warehouse/mod.ts";
import { findingJson, table } from "./output.ts";

/** Files of series. */
export interface SeriesFlags {
  readonly adjusted?: string;
  readonly index?: string[];
  readonly rates?: string[];
}

/** What the flags name. */
export function seriesInputs({ adjusted, index = [], rates = [] }: SeriesFlags): SeriesInput[] {
  return [
    ...(adjusted === undefined ? [] : [{ kind: "adjusted", path: adjusted } as const]),
    ...index.map((text) => named("index", text)),
    ...rates.map((text) => named("rates", text)),
  ];
}

/** What became of them, as lines of text. */
export function seriesSummary(results: readonly SeriesResult[]): string[] {
  if (results.length === 0) return [];
  const rows = results.map((result) => [
    result.file,
    result.kind,
    result.name === "" ? `${result.names} tickers` : result.name,
    String(result.length),
    String(result.replaced),
    formatSession(result.firstSession),
    formatSession(result.asOf),
    result.isKnown
      ? "known already"
      : result.findings.length > 0
      ? `findings: ${result.findings.length}`
      : "",
  ]);
  return [
    ...table(["series file", "kind", "name", "values", "replaced", "first", "as of", "remark"], rows),
    ...results.flatMap(({ findings }) => findings.map(({ message }) => message)),
  ];
}

/** A result with its dates as dates. */
export function seriesJson({ firstSession, asOf, findings, ...result }: SeriesResult) {
  return {
    ...result,
    firstSession: formatSession(firstSession),
    asOf: formatSession(asOf),
    findings: findings.map(findingJson),
  };
}

/** `NAME=FILE`, or a file whose name says it. */
function named(kind: SeriesKind, text: string): SeriesInput {
  const [, name, path] = /^([^=/\\]+)=(.+)$/.exec(text) ?? [];
  return name === undefined ? { kind, path: text } : { kind, path, name };
}
