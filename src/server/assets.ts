/**
 * The search for assets: pages of codes and companies.
 *
 * @module
 */

import type { Company } from "~/warehouse/mod.ts";

/** What is asked for. */
export interface AssetQuery {
  /** Part of a code or a company's name; all assets without. */
  readonly search: string | null;
  /** Page, from 1. */
  readonly page: number;
  /** Assets of a page. */
  readonly pageSize: number;
}

/** Where a page stands among all. */
export interface Pagination {
  readonly has_next: boolean;
  readonly has_prev: boolean;
  readonly page: number;
  readonly page_size: number;
  readonly total_count: number;
  readonly total_pages: number;
}

/** A page of assets. */
export interface AssetPage {
  readonly assets: readonly { readonly company: string; readonly ticker: string }[];
  readonly pagination: Pagination;
  /** What was searched for, in capitals; `null` for all. */
  readonly search_term: string | null;
}

/**
 * Finds assets whose code or company holds a text, whatever its case. A page past the end is empty.
 *
 * @param companies Ordered by ticker, as the pages are.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const companies = [{ ticker: "ITUB4", company: "ITAUUNIBANCO" }, { ticker: "PETR4", company: "PETROBRAS" }];
 * const { assets, pagination } = findAssets(companies, { search: "petro", page: 1, pageSize: 10 });
 * assert.deepEqual([assets[0].ticker, pagination.total_count], ["PETR4", 1]);
 * ```
 */
export function findAssets(companies: readonly Company[], { search, page, pageSize }: AssetQuery): AssetPage {
  const term = search?.toUpperCase() ?? null;
  const found = term === null
    ? companies
    : companies.filter(({ ticker, company }) =>
      ticker.includes(term) || company.toUpperCase().includes(term)
    );
  const nPages = Math.ceil(found.length / pageSize);
  return {
    assets: found.slice((page - 1) * pageSize, page * pageSize).map(({ company, ticker }) => ({
      company,
      ticker,
    })),
    pagination: {
      has_next: page < nPages,
      has_prev: page > 1,
      page,
      page_size: pageSize,
      total_count: found.length,
      total_pages: nPages,
    },
    search_term: term,
  };
}
