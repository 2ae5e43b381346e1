/**
 * The data routes: assets and health.
 *
 * @module
 */

import { Hono } from "hono";
import { findAssets } from "./assets.ts";
import type { Serving } from "./serving.ts";

/** Fewest letters to search for. */
const LEAST_LETTERS = 3;

/** Most assets of a page. */
const MOST_ASSETS = 100;

/** A reason to refuse a parameter, as clients know them. */
class Refused extends Error {
  constructor(readonly reason: string, message: string) {
    super(message);
  }
}

/** The data routes. */
export function dataApi({ companies }: Pick<Serving, "companies">): Hono {
  const app = new Hono();
  app.get("/health", (c) => c.json({ status: "healthy" }));
  app.get("/assets", (c) => {
    try {
      const page = wholeNumber("page", c.req.query("page"), 1);
      const pageSize = wholeNumber("page_size", c.req.query("page_size"), 20);
      if (page < 1) throw new Refused("Invalid page number", `page must be at least 1, found ${page}`);
      if (pageSize < 1 || pageSize > MOST_ASSETS) {
        throw new Refused(
          "Invalid page size",
          `page_size must be from 1 to ${MOST_ASSETS}, found ${pageSize}`,
        );
      }
      return c.json(findAssets(companies, { search: searchTerm(c.req.query("search")), page, pageSize }));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return c.json({ error: error.reason, message: error.message }, 400);
    }
  });
  return app;
}

function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^[-+]?\d{1,9}$/.test(text.trim())) {
    throw new Refused("Invalid parameter", `${name} must be a whole number, found "${text}"`);
  }
  return Number(text);
}

function searchTerm(text: string | undefined): string | null {
  const term = text?.trim() ?? "";
  if (term === "") return null;
  if (term.length >= LEAST_LETTERS) return term;
  throw new Refused(
    "Invalid search term",
    `search must have at least ${LEAST_LETTERS} letters, found "${term}"`,
  );
}
