/**
 * A COTAHIST file's text, whether it is a TXT or in a ZIP, as a stream of chunks.
 *
 * @module
 */

import { type ByteSource, readPieces } from "./byte_source.ts";
import { CotahistParseError } from "./parse_error.ts";
import { latin1 } from "./texts.ts";
import { openDamagedZip, type OpenText, openZip } from "./zip.ts";

/**
 * Opens a TXT or a ZIP; the first bytes decide which it is, not the name.
 *
 * @param source The file.
 * @param allowPartial Whether a damaged ZIP is read as far as it goes.
 * @param signal Stops the reading.
 * @throws {CotahistParseError} If the file is empty, an HTML page, or named `.ZIP` and none, or the ZIP is
 * damaged.
 */
export async function openText(
  source: ByteSource,
  allowPartial: boolean,
  signal: AbortSignal | undefined,
): Promise<OpenText> {
  const start = latin1(await source.read(0, 512));
  const refuse = (found: string) =>
    new CotahistParseError(source.name, {}, `a COTAHIST file (TXT or ZIP) is wanted, found ${found}`);
  if (start.length === 0) throw refuse("an empty file");
  if (/^(\xEF\xBB\xBF)?\s*<(!doctype|html|head|\?xml)/i.test(start)) {
    throw refuse("an HTML page; B3 answers so when it has no file for a period");
  }
  if (start.startsWith("PK")) return await (allowPartial ? openDamagedZip : openZip)(source, signal);
  if (/\.zip$/i.test(source.name)) throw refuse("something that is not a ZIP in spite of its name");
  return { entry: null, chunks: readPieces(source, 0, source.size), damage: null };
}
