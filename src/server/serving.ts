/**
 * What a server answers from: the market and the champion models, in memory, so that no request waits for a disk.
 *
 * @module
 */

import { type Model, NotFoundError } from "~/core/mod.ts";
import { cardOf, loadMarket, type Market } from "~/pipeline/mod.ts";
import { type Ask, loadModel, predictorOf } from "~/predictor/mod.ts";
import { listModels, type Manifest, openModel } from "~/registry/mod.ts";
import { type Company, openWarehouse } from "~/warehouse/mod.ts";

/** A champion, ready to answer. */
export interface ServedModel {
  /** What it is. */
  readonly manifest: Manifest;
  /** The model. */
  readonly model: Model;
  /** Answers for a ticker. */
  readonly ask: Ask;
}

/** What a server answers from. */
export interface Serving {
  /** Codes and companies, ordered by ticker. */
  readonly companies: readonly Company[];
  /** The champions, the default one first. */
  readonly models: readonly ServedModel[];
}

/**
 * Reads everything a server needs.
 *
 * @param db Database file.
 * @param models The models folder.
 * @param first The default model, `NAME[@VERSION]`; by default a forest before other kinds, by name.
 * @throws {NotFoundError} If there is no database, or no model of that name. Without any model it serves data alone.
 */
export async function loadServing(db: string, models: string, first?: string): Promise<Serving> {
  const companies = await companiesOf(db);
  const market = await loadMarket(db);
  const serve = (reference: string) => serveModel(models, reference, market);
  const served = await Promise.all((await listModels(models)).map(serve));
  const byKind = served.toSorted((a, b) =>
    Number(b.manifest.kind === "rf") - Number(a.manifest.kind === "rf")
  );
  if (first === undefined) return { companies, models: byKind };
  const chosen = await serve(first);
  const others = byKind.filter(({ manifest }) => manifest.name !== chosen.manifest.name);
  return { companies, models: [chosen, ...others] };
}

async function companiesOf(db: string): Promise<Company[]> {
  await using warehouse = await openWarehouse(db, { readOnly: true });
  const companies = await warehouse.companies();
  if (companies.length === 0) {
    throw new NotFoundError(`Cannot serve ${db}: it holds no quotes; run deno task ingest`);
  }
  return companies;
}

async function serveModel(
  models: string,
  reference: string,
  { panel, inputs }: Market,
): Promise<ServedModel> {
  const version = await openModel(models, reference);
  const model = loadModel(version.artifact);
  return { manifest: version.manifest, model, ask: predictorOf(model, cardOf(version), panel, inputs) };
}
