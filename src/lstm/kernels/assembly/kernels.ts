// The kernels of ../kernels.ts in AssemblyScript, for `deno task build:wasm`; this is not TypeScript for Deno.
//
// No static data, no globals, no allocation: every thread has an instance of its own on one memory. Without relaxed SIMD
// a fused multiply-add is two operations and the result differs in the last bits.

// A tile is one unit's four gates by eight samples: eight sums in registers. Its loop stands in `forward` and in
// `multiply`, because a function cannot hand eight registers on.

// @ts-ignore: decorators of functions are AssemblyScript's
@inline function load4(address: usize): v128 { return v128.load(address); }

// @ts-ignore: a decorator
@inline function fma(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}

// What activation takes lies at the beginning of memory: to load a number there is quicker than to make it anew each
// time, which is what constants in a loop come to. Addresses:
const ONE: usize = 0, MINUS_ONE: usize = 4, TWO: usize = 8, MOST: usize = 12, LEAST: usize = 16, WHOLE: usize = 20;
const P5: usize = 24, P4: usize = 28, P3: usize = 32, P2: usize = 36, P1: usize = 40;
const MINUS_LOG2E: usize = 44, MINUS_2_LOG2E: usize = 48;

/** Puts them there; whoever instantiates the module calls this first. */
export function begin(): void {
  store<f32>(ONE, 1);
  store<f32>(MINUS_ONE, -1);
  store<f32>(TWO, 2);
  store<f32>(MOST, 20);
  store<f32>(LEAST, -20);
  store<f32>(WHOLE, 12582912); // 1.5 * 2^23: a number added to it is rounded to a whole one in its low bits
  store<f32>(P5, 0.0013276457); // least squares fit of 2^x on [-0.5, 0.5]
  store<f32>(P4, 0.009675541);
  store<f32>(P3, 0.055507135);
  store<f32>(P2, 0.2402212);
  store<f32>(P1, 0.69314694);
  store<f32>(MINUS_LOG2E, -1.442695);
  store<f32>(MINUS_2_LOG2E, -2.88539);
}

// @ts-ignore: a decorator
@inline function the(constant: usize): v128 { return v128.load32_splat(constant); }

/** What is no number stays none: both comparisons fail, then. */
// @ts-ignore: a decorator
@inline function clamp(x: v128): v128 {
  return f32x4.pmin(f32x4.pmax(x, the(LEAST)), the(MOST));
}

/** 1 + 2^(x * factor), x clamped to +-20, where neither sigmoid nor tanh moves
 * any more in a float, so that the product of two of them is finite; the power is good to 1e-7. */
// @ts-ignore: a decorator
@inline function onePlusPower(x: v128, factor: usize): v128 {
  x = clamp(x);
  const rounded = fma(x, the(factor), the(WHOLE));
  const rest = fma(x, the(factor), f32x4.sub(the(WHOLE), rounded));
  let p = fma(rest, the(P5), the(P4));
  p = fma(p, rest, the(P3));
  p = fma(p, rest, the(P2));
  p = fma(p, rest, the(P1));
  p = fma(p, rest, the(ONE));
  return f32x4.add(the(ONE), i32x4.add(p, i32x4.shl(rounded, 23)));
}

/** Activates the gates of four samples, moves their cells on and stores what backward needs. */
// @ts-ignore: a decorator
@inline function moveCell(
  i: v128, f: v128, g: v128, o: v128,
  gate: usize, row: usize, cellBefore: usize, cellAfter: usize, squashed: usize, hidden: usize, saves: bool,
): void {
  const pi = onePlusPower(i, MINUS_LOG2E);
  const pf = onePlusPower(f, MINUS_LOG2E);
  const pg = onePlusPower(g, MINUS_2_LOG2E);
  const po = onePlusPower(o, MINUS_LOG2E);
  // 1/p and 1/q from one division
  const rif = f32x4.div(the(ONE), f32x4.mul(pi, pf)), rgo = f32x4.div(the(ONE), f32x4.mul(pg, po));
  i = f32x4.mul(rif, pf);
  f = f32x4.mul(rif, pi);
  g = fma(the(TWO), f32x4.mul(rgo, po), the(MINUS_ONE));
  o = f32x4.mul(rgo, pg);
  const c = fma(f, load4(cellBefore), f32x4.mul(i, g));
  v128.store(cellAfter, c);
  const e = onePlusPower(c, MINUS_2_LOG2E);
  const t = fma(the(TWO), f32x4.div(the(ONE), e), the(MINUS_ONE));
  v128.store(hidden, f32x4.mul(o, t));
  if (saves) {
    v128.store(gate, i);
    v128.store(gate + row, f);
    v128.store(gate + 2 * row, g);
    v128.store(gate + 3 * row, o);
    v128.store(squashed, t);
  }
}

export function gather(source: usize, offsets: usize, xh: usize, inputs: i32, steps: i32, depth: i32, lanes: i32): void {
  for (let t = 0; t < steps; t++) {
    for (let f = 0; f < inputs; f++) {
      const out = xh + ((<usize>(t * depth + f) * lanes) << 2), from = source + (<usize>(t * inputs + f) << 2);
      for (let b: usize = 0; b < <usize>lanes; b++) {
        store<f32>(out + (b << 2), load<f32>(from + (<usize>load<i32>(offsets + (b << 2)) << 2)));
      }
    }
  }
}

export function forward(
  w: usize, xh: usize, gates: usize, cell: usize, squashed: usize,
  steps: i32, depth: i32, units: i32, lanes: i32, saves: bool,
): void {
  const row = <usize>lanes << 2, stepX = <usize>depth * row, stepH = <usize>units * row, unitW = <usize>depth << 4;
  for (let t = 0; t < steps; t++) {
    const x0 = xh + <usize>t * stepX, hidden = x0 + 2 * stepX - stepH;
    const slot: usize = saves ? <usize>t : 0;
    const gate = gates + 4 * slot * stepH, squash = squashed + slot * stepH, before = cell + slot * stepH;
    const after = saves ? before + stepH : before;
    const used = t == 0 ? <usize>(depth - units) << 4 : unitW; // the first hidden state is zero
    for (let u: usize = 0; u < <usize>units; u++) {
      const first = w + u * unitW, end = first + used;
      for (let b: usize = 0; b < row; b += 32) {
        let i0 = f32x4.splat(0), f0 = i0, g0 = i0, o0 = i0, i1 = i0, f1 = i0, g1 = i0, o1 = i0;
        let x = x0 + b;
        for (let p = first; p < end; p += 32) {
          let a = load4(x), c = load4(x + 16);
          let q = v128.load32_splat(p); i0 = fma(q, a, i0); i1 = fma(q, c, i1);
          q = v128.load32_splat(p, 4); f0 = fma(q, a, f0); f1 = fma(q, c, f1);
          q = v128.load32_splat(p, 8); g0 = fma(q, a, g0); g1 = fma(q, c, g1);
          q = v128.load32_splat(p, 12); o0 = fma(q, a, o0); o1 = fma(q, c, o1);
          x += row;
          a = load4(x); c = load4(x + 16);
          q = v128.load32_splat(p, 16); i0 = fma(q, a, i0); i1 = fma(q, c, i1);
          q = v128.load32_splat(p, 20); f0 = fma(q, a, f0); f1 = fma(q, c, f1);
          q = v128.load32_splat(p, 24); g0 = fma(q, a, g0); g1 = fma(q, c, g1);
          q = v128.load32_splat(p, 28); o0 = fma(q, a, o0); o1 = fma(q, c, o1);
          x += row;
        }
        const r = u * row + b, gr = gate + 4 * u * row + b;
        moveCell(i0, f0, g0, o0, gr, row, before + r, after + r, squash + r, hidden + r, saves);
        moveCell(i1, f1, g1, o1, gr + 16, row, before + r + 16, after + r + 16, squash + r + 16, hidden + r + 16, saves);
      }
    }
  }
}

export function multiply(w: usize, x0: usize, out: usize, rows: i32, depth: i32, lanes: i32): void {
  const row = <usize>lanes << 2, tileW = <usize>depth << 4;
  for (let m: usize = 0; m < <usize>rows; m += 4) {
    const first = w + (m >> 2) * tileW, end = first + tileW;
    for (let b: usize = 0; b < row; b += 32) {
      let i0 = f32x4.splat(0), f0 = i0, g0 = i0, o0 = i0, i1 = i0, f1 = i0, g1 = i0, o1 = i0;
      let x = x0 + b;
      for (let p = first; p < end; p += 32) {
        let a = load4(x), c = load4(x + 16);
        let q = v128.load32_splat(p); i0 = fma(q, a, i0); i1 = fma(q, c, i1);
        q = v128.load32_splat(p, 4); f0 = fma(q, a, f0); f1 = fma(q, c, f1);
        q = v128.load32_splat(p, 8); g0 = fma(q, a, g0); g1 = fma(q, c, g1);
        q = v128.load32_splat(p, 12); o0 = fma(q, a, o0); o1 = fma(q, c, o1);
        x += row;
        a = load4(x); c = load4(x + 16);
        q = v128.load32_splat(p, 16); i0 = fma(q, a, i0); i1 = fma(q, c, i1);
        q = v128.load32_splat(p, 20); f0 = fma(q, a, f0); f1 = fma(q, c, f1);
        q = v128.load32_splat(p, 24); g0 = fma(q, a, g0); g1 = fma(q, c, g1);
        q = v128.load32_splat(p, 28); o0 = fma(q, a, o0); o1 = fma(q, c, o1);
        x += row;
      }
      const o = out + m * row + b;
      v128.store(o, i0); v128.store(o + 16, i1);
      v128.store(o + row, f0); v128.store(o + row + 16, f1);
      v128.store(o + 2 * row, g0); v128.store(o + 2 * row + 16, g1);
      v128.store(o + 3 * row, o0); v128.store(o + 3 * row + 16, o1);
    }
  }
}

/** [sum of a, sum of b, sum of c, sum of d] */
// @ts-ignore: a decorator
@inline function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/** Adds to the first `used` rows of each unit's dw. */
// @ts-ignore: a decorator
@inline function accumulateRows(d: usize, x0: usize, dw: usize, units: i32, used: i32, depth: i32, lanes: i32): void {
  const row = <usize>lanes << 2, unitW = <usize>depth << 4;
  for (let u: usize = 0; u < <usize>units; u++) {
    for (let k: usize = 0; k < <usize>used; k += 2) {
      let i0 = f32x4.splat(0), f0 = i0, g0 = i0, o0 = i0, i1 = i0, f1 = i0, g1 = i0, o1 = i0;
      let x = x0 + k * row, y = x + row, i = d + 4 * u * row;
      let f = i + row, g = f + row, o = g + row;
      for (const end = f; i < end; i += 32) { // two vectors at a time, so that addresses take no more than sums
        let a = load4(x), c = load4(y);
        let q = load4(i); i0 = fma(q, a, i0); i1 = fma(q, c, i1);
        q = load4(f); f0 = fma(q, a, f0); f1 = fma(q, c, f1);
        q = load4(g); g0 = fma(q, a, g0); g1 = fma(q, c, g1);
        q = load4(o); o0 = fma(q, a, o0); o1 = fma(q, c, o1);
        a = v128.load(x, 16); c = v128.load(y, 16);
        q = v128.load(i, 16); i0 = fma(q, a, i0); i1 = fma(q, c, i1);
        q = v128.load(f, 16); f0 = fma(q, a, f0); f1 = fma(q, c, f1);
        q = v128.load(g, 16); g0 = fma(q, a, g0); g1 = fma(q, c, g1);
        q = v128.load(o, 16); o0 = fma(q, a, o0); o1 = fma(q, c, o1);
        x += 32; y += 32; f += 32; g += 32; o += 32;
      }
      const p = dw + u * unitW + (k << 4);
      v128.store(p, f32x4.add(load4(p), sums(i0, f0, g0, o0)));
      v128.store(p + 16, f32x4.add(load4(p + 16), sums(i1, f1, g1, o1)));
    }
  }
}

export function accumulate(d: usize, x: usize, dw: usize, units: i32, depth: i32, lanes: i32): void {
  accumulateRows(d, x, dw, units, depth, depth, lanes);
}

export function backward(
  wt: usize, xh: usize, gates: usize, cell: usize, squashed: usize, dh: usize, dc: usize, dw: usize, outer: usize,
  steps: i32, depth: i32, units: i32, lanes: i32,
): void {
  const row = <usize>lanes << 2, stepX = <usize>depth * row, stepH = <usize>units * row;
  memory.fill(dc, 0, stepH);
  for (let t = steps - 1; t >= 0; t--) {
    const gate = gates + 4 * <usize>t * stepH, squash = squashed + <usize>t * stepH, before = cell + <usize>t * stepH;
    const above = outer + <usize>t * stepH;
    for (let u: usize = 0; u < <usize>units; u++) {
      for (let b: usize = 0; b < row; b += 16) {
        const r = u * row + b, p = gate + 4 * u * row + b;
        const i = load4(p), f = load4(p + row), g = load4(p + 2 * row), o = load4(p + 3 * row), s = load4(squash + r);
        let d = load4(dh + r);
        if (outer != 0) d = f32x4.add(d, load4(above + r));
        const through = f32x4.mul(d, o), byOutput = f32x4.mul(through, s);
        const dCell = f32x4.add(load4(dc + r), f32x4.sub(through, f32x4.mul(byOutput, s)));
        v128.store(p + 3 * row, f32x4.mul(byOutput, f32x4.sub(the(ONE), o)));
        const di = f32x4.mul(dCell, i), dig = f32x4.mul(di, g);
        v128.store(p, f32x4.mul(dig, f32x4.sub(the(ONE), i)));
        v128.store(p + 2 * row, f32x4.sub(di, f32x4.mul(dig, g)));
        const df = f32x4.mul(dCell, f);
        v128.store(p + row, f32x4.mul(f32x4.mul(df, load4(before + r)), f32x4.sub(the(ONE), f)));
        v128.store(dc + r, df);
      }
    }
    const x = xh + <usize>t * stepX;
    accumulateRows(gate, x, dw, units, t == 0 ? depth - units : depth, depth, lanes); // the first hidden state is zero
    if (t > 0) multiply(wt, gate, dh, units, 4 * units, lanes);
  }
}

export function transpose(w: usize, wt: usize, first: i32, rows: i32, depth: i32, units: i32): void {
  const width = <usize>(4 * units);
  for (let r: usize = 0; r < <usize>rows; r++) {
    for (let j: usize = 0; j < width; j++) {
      const value = load<f32>(w + ((((j >> 2) * <usize>depth + <usize>first + r) << 4) + ((j & 3) << 2)));
      store<f32>(wt + ((((r >> 2) * width + j) << 4) + ((r & 3) << 2)), value);
    }
  }
}

export function add(target: usize, source: usize, n: i32): void {
  const end = <usize>n << 2;
  for (let i: usize = 0; i < end; i += 16) v128.store(target + i, f32x4.add(load4(target + i), load4(source + i)));
}

export function sumOfSquares(values: usize, n: i32): f32 {
  let a = f32x4.splat(0), b = a;
  const end = values + (<usize>n << 2);
  for (let p = values; p < end; p += 32) {
    const x = load4(p), y = load4(p + 16);
    a = fma(x, x, a);
    b = fma(y, y, b);
  }
  a = f32x4.add(a, b);
  return f32x4.extract_lane(sums(a, a, a, a), 0);
}

export function adam(
  w: usize, gradient: usize, m: usize, v: usize, n: i32,
  rate: f32, beta1: f64, beta2: f64, epsilon: f32, scale: f32, l2: f32, decay: f32,
): void {
  const b1 = f32x4.splat(<f32>beta1), b2 = f32x4.splat(<f32>beta2);
  const c1 = f32x4.splat(<f32>(1 - beta1)), c2 = f32x4.splat(<f32>(1 - beta2)); // in f32 c2 would be off by 1e-5 of itself
  const e = f32x4.splat(epsilon), r = f32x4.splat(-rate), s = f32x4.splat(scale), l = f32x4.splat(l2);
  const keep = f32x4.splat(1 - decay), end = <usize>n << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const weight = load4(w + i), g = fma(l, weight, f32x4.mul(load4(gradient + i), s));
    const mean = fma(b1, load4(m + i), f32x4.mul(c1, g)), square = fma(b2, load4(v + i), f32x4.mul(c2, f32x4.mul(g, g)));
    v128.store(m + i, mean);
    v128.store(v + i, square);
    v128.store(w + i, fma(r, f32x4.div(mean, f32x4.add(f32x4.sqrt(square), e)), f32x4.mul(weight, keep)));
  }
}

export function answerOne(
  w: usize, x: usize, scratch: usize, out: usize,
  inputs: i32, steps: i32, depth: i32, units: i32, keepsAll: bool,
): void {
  const unitW = <usize>depth << 4, sizeH = <usize>units << 2;
  const hidden = scratch + (<usize>(depth - units) << 2), cell = scratch + (<usize>depth << 2), next = cell + sizeH;
  memory.fill(scratch, 0, (<usize>depth << 2) + sizeH);
  store<f32>(scratch + (<usize>inputs << 2), 1);
  for (let t = 0; t < steps; t++) {
    memory.copy(scratch, x + (<usize>(t * inputs) << 2), <usize>inputs << 2);
    const end = t == 0 ? hidden : cell;
    for (let u: usize = 0; u < <usize>units; u += 8) {
      let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
      let p = w + u * unitW;
      for (let q = scratch; q < end; q += 8) { // two rows at a time, so that addresses take no more than sums
        const y = v128.load32_splat(q), z = v128.load32_splat(q, 4);
        let r = p;
        a0 = fma(v128.load(r, 16), z, fma(load4(r), y, a0)); r += unitW;
        a1 = fma(v128.load(r, 16), z, fma(load4(r), y, a1)); r += unitW;
        a2 = fma(v128.load(r, 16), z, fma(load4(r), y, a2)); r += unitW;
        a3 = fma(v128.load(r, 16), z, fma(load4(r), y, a3)); r += unitW;
        a4 = fma(v128.load(r, 16), z, fma(load4(r), y, a4)); r += unitW;
        a5 = fma(v128.load(r, 16), z, fma(load4(r), y, a5)); r += unitW;
        a6 = fma(v128.load(r, 16), z, fma(load4(r), y, a6)); r += unitW;
        a7 = fma(v128.load(r, 16), z, fma(load4(r), y, a7));
        p += 32;
      }
      moveFour(a0, a1, a2, a3, cell + (u << 2), next + (u << 2));
      moveFour(a4, a5, a6, a7, cell + (u << 2) + 16, next + (u << 2) + 16);
    }
    memory.copy(hidden, next, sizeH);
    memory.copy(out + (keepsAll ? <usize>t * sizeH : 0), next, sizeH);
  }
}

/** Moves the cells of four units on, each given by its gates. */
// @ts-ignore: a decorator
@inline function moveFour(a: v128, b: v128, c: v128, d: v128, cell: usize, hidden: usize): void {
  const lowAB = v128.shuffle<f32>(a, b, 0, 4, 1, 5), lowCD = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const highAB = v128.shuffle<f32>(a, b, 2, 6, 3, 7), highCD = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  moveCell(
    v128.shuffle<f32>(lowAB, lowCD, 0, 1, 4, 5),
    v128.shuffle<f32>(lowAB, lowCD, 2, 3, 6, 7),
    v128.shuffle<f32>(highAB, highCD, 0, 1, 4, 5),
    v128.shuffle<f32>(highAB, highCD, 2, 3, 6, 7),
    0, 0, cell, cell, 0, hidden, false,
  );
}
