/*
 * The loops of an LSTM that take its time, for the processor they are compiled on. Blocks of memory, their layout and
 * what each function does are described in ../kernels.ts; sizes of lanes are multiples of 32.
 *
 * Vectors are as wide as the compiler is told the processor's are. Never compile with -ffast-math: it takes the rounding
 * in one_plus_power apart.
 */

#include <stdint.h>
#include <string.h>
#if defined(__x86_64__)
#include <cpuid.h>
#elif defined(__linux__)
#include <sys/auxv.h>
#elif defined(__APPLE__)
#include <sys/sysctl.h>
#endif

#if defined(__AVX512F__)
#define WIDTH 16
#elif defined(__AVX__)
#define WIDTH 8
#else
#define WIDTH 4
#endif

typedef float Vector __attribute__((vector_size(4 * WIDTH), aligned(4)));
typedef int32_t Integers __attribute__((vector_size(4 * WIDTH), aligned(4)));
typedef float Four __attribute__((vector_size(16), aligned(4)));

#define ALWAYS static inline __attribute__((always_inline))

/* Gates of a unit, and vectors that are worked on side by side. */
enum { GATES = 4, WIDE = 2 };

/* Units that are worked on side by side: with as many sums as registers hold, none waits for the one before it. */
#if defined(__AVX512F__) || defined(__aarch64__)
enum { TOGETHER = 2 };
#else
enum { TOGETHER = 1 };
#endif

/* Beyond it sigmoid and tanh are what they are at it; what powers of two are multiplied by. */
#define LIMIT 20.0f
#define FOR_SIGMOID -1.442695f
#define FOR_TANGENT -2.88539f

/* Steps whose share of the weights' gradient is taken in one go. */
enum { BLOCK = 8 };

/* Addresses in the memory that everything lies in; 0 stands for no block. */
typedef uint32_t Address;

ALWAYS float *block(uint8_t *memory, Address at) { return at ? (float *)(memory + at) : 0; }

ALWAYS Vector load(const float *at) { return *(const Vector *)at; }
ALWAYS void store(float *at, Vector value) { *(Vector *)at = value; }
ALWAYS Vector all(float x) { return (Vector){0} + x; }

ALWAYS Vector choose(Integers mask, Vector yes, Vector no) {
    return (Vector)(((Integers)yes & mask) | ((Integers)no & ~mask));
}

/*
 * 1 + 2^(x * factor): the whole part goes to the exponent, a polynomial gives the rest. x is limited to where neither sigmoid
 * nor tanh moves any more in a float, so that products of several are finite; what is no number stays none.
 */
ALWAYS Vector one_plus_power(Vector x, float factor) {
    x = choose(x > LIMIT, all(LIMIT), x);
    x = choose(x < -LIMIT, all(-LIMIT), x);
    const Vector shifted = x * factor + 12582912.0f; /* 1.5 * 2^23: what is left of the point are whole numbers */
    const Vector rest = x * factor - (shifted - 12582912.0f);
    Vector sum = rest * 0.0013276457f + 0.009675541f;
    sum = sum * rest + 0.055507135f;
    sum = sum * rest + 0.2402212f;
    sum = sum * rest + 0.69314694f;
    sum = sum * rest + 1.0f;
    return 1.0f + (Vector)((Integers)sum + ((Integers)shifted << 23));
}

/* sums[u][gate][v] = sum over k of weights[u][k][gate] * x[k][v], u below n, v counting vectors of lanes. */
ALWAYS void multiply_tile(const int n, const float *weights, int64_t unit, const float *x, int64_t depth, int64_t lanes,
                          Vector sums[][GATES][WIDE]) {
    for (int u = 0; u < n; u++)
        for (int g = 0; g < GATES; g++)
            for (int v = 0; v < WIDE; v++) sums[u][g][v] = all(0.0f);
    for (int64_t k = 0; k < depth; k++, x += lanes, weights += GATES) {
        Vector values[WIDE];
        for (int v = 0; v < WIDE; v++) values[v] = load(x + v * WIDTH);
        for (int u = 0; u < n; u++)
            for (int g = 0; g < GATES; g++)
                for (int v = 0; v < WIDE; v++) sums[u][g][v] += weights[u * unit + g] * values[v];
    }
}

/* Moves the cells of some lanes of a unit on by one step. */
ALWAYS void move_cell(Vector sums[GATES][WIDE], int v, float *gate, int64_t lanes, const float *before, float *after,
                      float *squashed, float *hidden, int saves) {
    const Vector pi = one_plus_power(sums[0][v], FOR_SIGMOID), pf = one_plus_power(sums[1][v], FOR_SIGMOID);
    const Vector pg = one_plus_power(sums[2][v], FOR_TANGENT), po = one_plus_power(sums[3][v], FOR_SIGMOID);
    const Vector by_if = 1.0f / (pi * pf), by_go = 1.0f / (pg * po); /* two reciprocals from one division */
    const Vector input = by_if * pf, forget = by_if * pi, update = 2.0f * (by_go * po) - 1.0f, output = by_go * pg;
    const Vector cell = forget * load(before) + input * update;
    const Vector squash = 2.0f / one_plus_power(cell, FOR_TANGENT) - 1.0f;
    store(after, cell);
    store(hidden, output * squash);
    if (!saves) return;
    store(gate, input);
    store(gate + lanes, forget);
    store(gate + 2 * lanes, update);
    store(gate + 3 * lanes, output);
    store(squashed, squash);
}

ALWAYS void run_forward(const float *w, float *xh, float *gates, float *cell, float *squashed, int32_t steps, int32_t depth,
             int32_t units, int32_t lanes, int32_t saves) {
    const int64_t state = (int64_t)units * lanes;
    for (int64_t t = 0; t < steps; t++) {
        const float *x = xh + t * depth * lanes;
        float *hidden = xh + (t + 2) * depth * lanes - state;
        const int64_t slot = saves ? t : 0;
        float *gate = gates + slot * GATES * state, *squash = squashed + slot * state;
        float *before = cell + slot * state, *after = saves ? before + state : before;
        const int64_t used = t == 0 ? depth - units : depth; /* the first hidden state is zero */
        for (int64_t first = 0; first < units; first += TOGETHER) {
            for (int64_t b = 0; b < lanes; b += WIDE * WIDTH) {
                Vector sums[TOGETHER][GATES][WIDE];
                multiply_tile(TOGETHER, w + first * depth * GATES, depth * GATES, x + b, used, lanes, sums);
                for (int j = 0; j < TOGETHER * WIDE; j++) {
                    const int64_t u = first + j / WIDE, lane = b + j % WIDE * WIDTH, at = u * lanes + lane;
                    move_cell(sums[j / WIDE], j % WIDE, gate + u * GATES * lanes + lane, lanes, before + at, after + at,
                              squash + at, hidden + at, saves);
                }
            }
        }
    }
}

/* Four times n rows of the product from one on. */
ALWAYS void multiply_rows(const int n, const float *w, const float *x, float *out, int64_t depth, int64_t lanes) {
    for (int64_t b = 0; b < lanes; b += WIDE * WIDTH) {
        Vector sums[TOGETHER][GATES][WIDE];
        multiply_tile(n, w, depth * GATES, x + b, depth, lanes, sums);
        for (int row = 0; row < n * GATES; row++)
            for (int v = 0; v < WIDE; v++)
                store(out + row * lanes + b + v * WIDTH, sums[row / GATES][row % GATES][v]);
    }
}

ALWAYS void run_multiply(const float *w, const float *x, float *out, int32_t rows, int64_t depth, int64_t lanes) {
    int64_t row = 0;
    for (; row + TOGETHER * GATES <= rows; row += TOGETHER * GATES)
        multiply_rows(TOGETHER, w + row * depth, x, out + row * lanes, depth, lanes);
    for (; row < rows; row += GATES) multiply_rows(1, w + row * depth, x, out + row * lanes, depth, lanes);
}

/* Of each four numbers of a (0 to 3) and the four of b below them (4 to 7) those at i, j, k and l. */
#define PLACE(first, i) ((first) + ((i) < 4 ? (i) : (i) - 4 + WIDTH))
#define PLACES(first, i, j, k, l) PLACE(first, i), PLACE(first, j), PLACE(first, k), PLACE(first, l)
#if WIDTH == 16
#define ALL_PLACES(...) PLACES(0, __VA_ARGS__), PLACES(4, __VA_ARGS__), PLACES(8, __VA_ARGS__), PLACES(12, __VA_ARGS__)
#elif WIDTH == 8
#define ALL_PLACES(...) PLACES(0, __VA_ARGS__), PLACES(4, __VA_ARGS__)
#else
#define ALL_PLACES(...) PLACES(0, __VA_ARGS__)
#endif
#if defined(__clang__)
#define PICK(a, b, ...) __builtin_shufflevector(a, b, ALL_PLACES(__VA_ARGS__))
#else
#define PICK(a, b, ...) __builtin_shuffle(a, b, (Integers){ALL_PLACES(__VA_ARGS__)})
#endif

/* [sum of a, sum of b, sum of c, sum of d]: each four turned on its side and added up, then the fours. */
ALWAYS Four sums_of(Vector a, Vector b, Vector c, Vector d) {
    const Vector ab = PICK(a, b, 0, 4, 1, 5) + PICK(a, b, 2, 6, 3, 7);
    const Vector cd = PICK(c, d, 0, 4, 1, 5) + PICK(c, d, 2, 6, 3, 7);
    const Vector turned = PICK(ab, cd, 0, 1, 4, 5) + PICK(ab, cd, 2, 3, 6, 7);
    Four fours[WIDTH / 4];
    memcpy(fours, &turned, sizeof turned);
    Four sum = fours[0];
    for (int p = 1; p < WIDTH / 4; p++) sum += fours[p];
    return sum;
}

/* Adds to `n` rows of a unit's weights over several steps. */
ALWAYS void accumulate_rows(const int n, const float *d, int64_t d_step, const float *x, int64_t x_step, int64_t steps,
                            float *dw, int64_t lanes) {
    Vector sums[GATES][4];
    for (int g = 0; g < GATES; g++)
        for (int k = 0; k < n; k++) sums[g][k] = all(0.0f);
    for (int64_t t = 0; t < steps; t++) {
        const float *dt = d + t * d_step, *xt = x + t * x_step;
        for (int64_t b = 0; b < lanes; b += WIDTH) {
            Vector values[4];
            for (int k = 0; k < n; k++) values[k] = load(xt + k * lanes + b);
            for (int g = 0; g < GATES; g++) {
                const Vector slope = load(dt + g * lanes + b);
                for (int k = 0; k < n; k++) sums[g][k] += slope * values[k];
            }
        }
    }
    for (int k = 0; k < n; k++) {
        Four *at = (Four *)(dw + k * GATES);
        *at += sums_of(sums[0][k], sums[1][k], sums[2][k], sums[3][k]);
    }
}

/* Adds to dw over several steps, whose blocks of d and x lie d_step and x_step floats apart. */
ALWAYS void accumulate_steps(const float *d, int64_t d_step, const float *x, int64_t x_step, int64_t steps, float *dw,
                             int64_t units, int64_t depth, int64_t lanes) {
    for (int64_t u = 0; u < units; u++) {
        const float *slope = d + u * GATES * lanes;
        float *row = dw + u * depth * GATES;
        int64_t k = 0;
#if WIDTH == 16
        for (; k + 4 <= depth; k += 4)
            accumulate_rows(4, slope, d_step, x + k * lanes, x_step, steps, row + k * GATES, lanes);
#endif
        for (; k < depth; k += 2)
            accumulate_rows(2, slope, d_step, x + k * lanes, x_step, steps, row + k * GATES, lanes);
    }
}

ALWAYS void run_accumulate(const float *d, const float *x, float *dw, int32_t units, int32_t depth, int32_t lanes) {
    accumulate_steps(d, 0, x, 0, 1, dw, units, depth, lanes);
}

/* From the gradient of a step's hidden state to that of its gates before activation. */
ALWAYS void derive_gates(float *gate, const float *before, const float *squashed, const float *dh, float *dc,
                         const float *outer, int64_t units, int64_t lanes) {
    for (int64_t u = 0; u < units; u++) {
        for (int64_t b = 0; b < lanes; b += WIDTH) {
            const int64_t at = u * lanes + b;
            float *p = gate + u * GATES * lanes + b;
            const Vector input = load(p), forget = load(p + lanes), update = load(p + 2 * lanes);
            const Vector output = load(p + 3 * lanes), squash = load(squashed + at);
            Vector d = load(dh + at);
            if (outer) d += load(outer + at);
            const Vector through = d * output, by_output = through * squash;
            const Vector d_cell = load(dc + at) + (through - by_output * squash);
            const Vector d_input = d_cell * input, d_both = d_input * update, d_forget = d_cell * forget;
            store(p, d_both * (1.0f - input));
            store(p + lanes, d_forget * load(before + at) * (1.0f - forget));
            store(p + 2 * lanes, d_input - d_both * update);
            store(p + 3 * lanes, by_output * (1.0f - output));
            store(dc + at, d_forget);
        }
    }
}

/* `outer` is null where there is no layer above. */
ALWAYS void run_backward(const float *wt, const float *xh, float *gates, const float *cell, const float *squashed, float *dh,
              float *dc, float *dw, const float *outer, int32_t steps, int32_t depth, int32_t units, int32_t lanes) {
    const int64_t state = (int64_t)units * lanes;
    memset(dc, 0, sizeof(float) * state);
    int64_t pending = steps;
    for (int64_t t = steps - 1; t >= 0; t--) {
        float *gate = gates + t * GATES * state;
        derive_gates(gate, cell + t * state, squashed + t * state, dh, dc, outer ? outer + t * state : 0, units, lanes);
        if (t > 0) run_multiply(wt, gate, dh, units, GATES * units, lanes);
        if (pending - t < BLOCK && t > 0) continue;
        const int64_t x_step = (int64_t)depth * lanes;
        accumulate_steps(gate, GATES * state, xh + t * x_step, x_step, pending - t, dw, units, depth, lanes);
        pending = t;
    }
}

/* What the module exports, by addresses. */

void forward(uint8_t *memory, Address w, Address xh, Address gates, Address cell, Address squashed, int32_t steps,
             int32_t depth, int32_t units, int32_t lanes, int32_t saves) {
    run_forward(block(memory, w), block(memory, xh), block(memory, gates), block(memory, cell), block(memory, squashed),
                steps, depth, units, lanes, saves);
}

void backward(uint8_t *memory, Address wt, Address xh, Address gates, Address cell, Address squashed, Address dh,
              Address dc, Address dw, Address outer, int32_t steps, int32_t depth, int32_t units, int32_t lanes) {
    run_backward(block(memory, wt), block(memory, xh), block(memory, gates), block(memory, cell),
                 block(memory, squashed), block(memory, dh), block(memory, dc), block(memory, dw), block(memory, outer),
                 steps, depth, units, lanes);
}

void multiply(uint8_t *memory, Address w, Address x, Address out, int32_t rows, int32_t depth, int32_t lanes) {
    run_multiply(block(memory, w), block(memory, x), block(memory, out), rows, depth, lanes);
}

void accumulate(uint8_t *memory, Address d, Address x, Address dw, int32_t units, int32_t depth, int32_t lanes) {
    run_accumulate(block(memory, d), block(memory, x), block(memory, dw), units, depth, lanes);
}

/* Compiled to what every processor knows. */
#if defined(__x86_64__)
#define FOR_ANY __attribute__((target("arch=x86-64")))
#else
#define FOR_ANY
#endif

static inline FOR_ANY uint32_t mix(uint32_t mark, uint32_t word) { return (mark ^ word) * 16777619u; }

/*
 * A number that another processor has otherwise: of its make, the instructions it knows and those that the system lets it
 * use. It is asked before anything else is called.
 */
#if defined(__x86_64__)
FOR_ANY uint32_t processor(void) {
    uint32_t a, b, c, d;
    __cpuid(0, a, b, c, d);
    const uint32_t last = a;
    uint32_t mark = mix(mix(mix(mix(2166136261u, a), b), c), d);
    __cpuid(1, a, b, c, d); /* b tells one core from another */
    mark = mix(mix(mix(mark, a), c), d);
    if (c & bit_OSXSAVE) {
        uint32_t low, high;
        __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
        mark = mix(mix(mark, low), high);
    }
    for (uint32_t part = 0; last >= 7 && part < 2; part++) {
        __cpuid_count(7, part, a, b, c, d);
        mark = mix(mix(mix(mix(mark, a), b), c), d);
    }
    __cpuid(0x80000001, a, b, c, d);
    return mix(mix(mark, c), d);
}
#elif defined(__linux__)
uint32_t processor(void) {
    const uint64_t first = getauxval(AT_HWCAP), second = getauxval(AT_HWCAP2);
    return mix(mix(mix(mix(2166136261u, first), first >> 32), second), second >> 32);
}
#elif defined(__APPLE__)
uint32_t processor(void) {
    uint32_t family = 0;
    size_t size = sizeof family;
    return sysctlbyname("hw.cpufamily", &family, &size, 0, 0) == 0 ? family : 0;
}
#else
uint32_t processor(void) { return 0; }
#endif
