import assert from "node:assert/strict";
import { Random } from "~/core/mod.ts";
import { type ByteSource, readCotahist } from "~/cotahist/mod.ts";
import { fileOf, latin1, LINES, patch, PETR4, zipOf } from "./helpers.ts";

/** Lets everything run that could run ahead of the reader. */
function idle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

Deno.test("readCotahist() inflates no further ahead than its caller reads", async () => {
  const random = new Random(7);
  const digits = () => String(random.uint32()).padStart(10, "0");
  const prices = () => Array.from({ length: 9 }, digits).join("");
  const quotes = Array.from({ length: 100_000 }, () => patch(PETR4, 57, prices())); // does not compress away
  const zip = await zipOf({ "COTAHIST_A2021.TXT": fileOf(quotes) });
  assert.ok(zip.length > 4_000_000, `${zip.length} bytes are too few for the test`);
  let end = 0; // of the compressed bytes read
  const source: ByteSource = {
    name: "COTAHIST_A2021.ZIP",
    size: zip.length,
    read(offset, length) {
      if (offset > 0 && offset + length < zip.length - 200) end = Math.max(end, offset + length);
      return Promise.resolve(zip.subarray(offset, offset + length));
    },
  };
  let kept = 0;
  for await (const batch of readCotahist(source).batches) {
    kept += batch.length;
    await idle();
    const wanted = Math.round(kept / 100_000 * zip.length);
    assert.ok(end - wanted < 3_000_000, `${end} bytes were read where ${wanted} sufficed`);
  }
  assert.equal(kept, 100_000);
});

/** Bytes in heap and buffers, garbage that is not collected yet included. */
function memory(): number {
  const { heapUsed, external } = Deno.memoryUsage();
  return heapUsed + external;
}

Deno.test("readCotahist() holds little of a large ZIP", async () => {
  const source = virtualZip(1_500_000);
  const before = memory();
  let peak = 0;
  let kept = 0;
  for await (const batch of readCotahist(source).batches) {
    kept += batch.length;
    peak = Math.max(peak, memory() - before);
    if (kept > 1_400_000) break; // the end would want the text's true checksum
  }
  assert.ok(peak < source.size / 2, `${peak} bytes were held of ${source.size}`);
});

/** A ZIP of one stored text with as many quotes, made up where it is read. */
function virtualZip(nQuotes: number): ByteSource {
  const name = latin1("COTAHIST_A2021.TXT");
  const header = latin1(LINES[0] + "\r\n");
  const line = latin1(PETR4 + "\r\n");
  const textLength = (nQuotes + 1) * line.length;
  const local = new Uint8Array(30 + name.length);
  const central = new Uint8Array(46 + name.length + 22);
  describe(new DataView(local.buffer), 0x04034b50, 4);
  describe(new DataView(central.buffer), 0x02014b50, 6);
  local.set(name, 30);
  central.set(name, 46);
  const end = new DataView(central.buffer, 46 + name.length);
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, 1, true);
  end.setUint16(10, 1, true);
  end.setUint32(12, 46 + name.length, true);
  end.setUint32(16, local.length + textLength, true);
  const size = local.length + textLength + central.length;
  return {
    name: "COTAHIST_A2021.ZIP",
    size,
    read(offset, length) {
      const bytes = new Uint8Array(Math.min(length, size - offset));
      for (let at = 0; at < bytes.length;) {
        const part = bytesAt(offset + at).subarray(0, bytes.length - at);
        bytes.set(part, at);
        at += part.length;
      }
      return Promise.resolve(bytes);
    },
  };

  /** What comes at an offset, up to the end of its line. */
  function bytesAt(offset: number): Uint8Array {
    const position = offset - local.length;
    if (position < 0) return local.subarray(offset);
    if (position >= textLength) return central.subarray(position - textLength);
    return (position < header.length ? header : line).subarray(position % line.length);
  }

  /**
   * Fills what local and central headers share: signature, version, method "stored", sizes, length of the
   * name.
   */
  function describe(view: DataView, signature: number, versionAt: number): void {
    view.setUint32(0, signature, true);
    view.setUint16(versionAt, 20, true);
    view.setUint32(versionAt + 14, textLength, true);
    view.setUint32(versionAt + 18, textLength, true);
    view.setUint16(versionAt + 22, name.length, true);
  }
}
