/**
 * Texts of one field, each decoded once.
 *
 * @module
 */

const MAX_TEXTS = 1 << 16;

/**
 * Reads the text at `[from, to)` of the bytes, at most 12 of them; the same text gives the same string. Nothing
 * if a line ends in it.
 */
export type TextReader = (view: DataView, from: number, to: number) => string | undefined;

/**
 * A reader of one field's texts, which must all have the field's length: latin-1, trimmed.
 *
 * A hash table over the raw bytes, packed into three integers, so that a text seen before costs no
 * allocation. It starts anew after 65,536 different texts, so that it stays small however many option codes a
 * file holds.
 */
export function textReader(): TextReader {
  let texts: string[] = [];
  let keys = new Int32Array(0); // three integers a slot
  let slots = new Int32Array(0); // position in `texts` + 1, 0 when free
  let last: string | undefined;
  let last0 = 0;
  let last1 = 0;
  let last2 = 0;

  function slotOf(a: number, b: number, c: number): number {
    const mask = slots.length - 1;
    let slot = hash(a, b, c) & mask;
    while (
      slots[slot] !== 0 && (keys[3 * slot] !== a || keys[3 * slot + 1] !== b || keys[3 * slot + 2] !== c)
    ) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  function resize(capacity: number): void {
    const [oldKeys, oldSlots] = [keys, slots];
    keys = new Int32Array(3 * capacity);
    slots = new Int32Array(capacity);
    for (let old = 0; old < oldSlots.length; old++) {
      if (oldSlots[old] === 0) continue;
      const key = oldKeys.subarray(3 * old, 3 * old + 3);
      const slot = slotOf(key[0], key[1], key[2]);
      keys.set(key, 3 * slot);
      slots[slot] = oldSlots[old];
    }
  }

  function add(a: number, b: number, c: number, text: string): void {
    if (texts.length === MAX_TEXTS) {
      texts = [];
      slots = new Int32Array(0);
    }
    if (2 * texts.length >= slots.length) resize(Math.max(64, 2 * slots.length));
    const slot = slotOf(a, b, c);
    keys.set([a, b, c], 3 * slot);
    slots[slot] = texts.push(text);
  }

  return (view, from, to) => {
    const a = pack(view, from, Math.min(from + 4, to));
    const b = pack(view, from + 4, Math.min(from + 8, to));
    const c = pack(view, from + 8, to);
    if (last !== undefined && a === last0 && b === last1 && c === last2) return last;
    const found = slots.length === 0 ? 0 : slots[slotOf(a, b, c)];
    if (found === 0) {
      const text = latin1(new Uint8Array(view.buffer, view.byteOffset + from, to - from));
      if (text.includes("\n")) return undefined;
      last = text.trim();
      add(a, b, c, last);
    } else {
      last = texts[found - 1];
    }
    last0 = a;
    last1 = b;
    last2 = c;
    return last;
  };
}

/** The characters of latin-1 bytes. */
export function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function pack(view: DataView, from: number, to: number): number {
  if (to - from === 4) return view.getInt32(from);
  let packed = 0;
  for (let at = from; at < to; at++) packed = packed << 8 | view.getUint8(at);
  return packed;
}

function hash(a: number, b: number, c: number): number {
  let mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}
