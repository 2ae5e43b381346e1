import assert from "node:assert/strict";
import {
  applyCalibrator,
  chooseCalibration,
  type ChooseOptions,
  fitCalibrator,
  type JudgedForecasts,
} from "~/calibration/mod.ts";
import { Random } from "~/core/mod.ts";

const N_TICKERS = 30;
const ALL: ChooseOptions = { kinds: ["platt", "isotonic", "temperature"] };

/** Forecasts for sessions 0, 1, … whose class is drawn from a power of the probabilities; known two sessions later. */
function forecastsOf(nSessions: number, power: number, seed: number): JudgedForecasts {
  const random = new Random(seed);
  const n = nSessions * N_TICKERS;
  const probabilities = new Float64Array(3 * n);
  const y = new Uint8Array(n);
  const session = Int32Array.from(y, (_, i) => Math.floor(i / N_TICKERS));
  for (let i = 0; i < n; i++) {
    const raw = Float64Array.from([0, 0, 0], () => Math.exp(random.normal()));
    const sum = raw[0] + raw[1] + raw[2];
    probabilities.set(raw.map((value) => value / sum), 3 * i);
    const truth = raw.map((value) => value ** power);
    const draw = random.uniform() * (truth[0] + truth[1] + truth[2]);
    y[i] = draw < truth[0] ? 0 : draw < truth[0] + truth[1] ? 1 : 2;
  }
  return { session, labelEnd: session.map((t) => t + 2), y, probabilities };
}

Deno.test("chooseCalibration() leaves forecasts alone that mean what they say", () => {
  const { calibrator, candidates } = chooseCalibration(forecastsOf(200, 1, 1), ALL);
  assert.deepEqual(calibrator, { kind: "none" });
  assert.deepEqual(candidates.map(({ kind }) => kind), ["none", "platt", "isotonic", "temperature"]);
  assert.equal(Math.min(...candidates.map(({ logLoss }) => logLoss ?? NaN)), candidates[0].logLoss);
});

Deno.test("chooseCalibration() tones down boasting by what does best later, and uses what was judged", () => {
  const { probabilities, y, ...spans } = forecastsOf(200, 0.3, 2);
  const { calibrator, fitted, candidates } = chooseCalibration({ probabilities, y, ...spans }, ALL);
  const [raw, , , temperature] = candidates;
  assert.equal(calibrator.kind, "temperature"); // the truth is a power
  assert.ok((temperature.logLoss ?? NaN) < (raw.logLoss ?? NaN) - 0.05);
  assert.ok((temperature.calibrationError ?? NaN) < 0.3 * (raw.calibrationError ?? NaN));
  const n = fitted?.nSamples ?? NaN;
  const fittedBefore = fitCalibrator("temperature", probabilities.subarray(0, 3 * n), y.subarray(0, n));
  assert.deepEqual(calibrator, fittedBefore);
});

Deno.test("chooseCalibration() fits on earlier sessions whose classes were known before the later ones", () => {
  const { fitted, judged } = chooseCalibration(forecastsOf(100, 1, 3), { fitShare: 0.6 });
  assert.deepEqual(fitted, { firstSession: 0, lastSession: 57, nSamples: 58 * N_TICKERS }); // 57 is known at 59
  assert.deepEqual(judged, { firstSession: 60, lastSession: 99, nSamples: 40 * N_TICKERS });
});

Deno.test("chooseCalibration() judges what was fitted before, and purged classes count nowhere", () => {
  const forecasts = forecastsOf(100, 0.3, 4);
  const { y, session, probabilities } = forecasts;
  const rows = (begin: number, end: number) => [begin * N_TICKERS, end * N_TICKERS] as const;
  const [fitBegin, fitEnd] = rows(0, 48); // the classes of 48 and 49 are known in the later part
  const [begin, end] = rows(50, 100);
  const platt = fitCalibrator(
    "platt",
    probabilities.subarray(3 * fitBegin, 3 * fitEnd),
    y.subarray(fitBegin, fitEnd),
  );
  const later = applyCalibrator(platt, probabilities.subarray(3 * begin, 3 * end));
  const losses = Array.from(y.subarray(begin, end), (code, i) => -Math.log(later[3 * i + code]));
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  const { candidates } = chooseCalibration(forecasts);
  assert.ok(Math.abs((candidates[1].logLoss ?? NaN) - mean) < 1e-12);
  const other = y.map((code, i) => session[i] === 48 || session[i] === 49 ? 2 - code : code);
  assert.deepEqual(chooseCalibration({ ...forecasts, y: other }).candidates, candidates);
});

Deno.test("chooseCalibration() says why a candidate was not fitted", () => {
  const { candidates } = chooseCalibration(forecastsOf(60, 0.3, 5), { kinds: ["isotonic"] });
  assert.deepEqual(candidates.map(({ kind, logLoss }) => [kind, logLoss === null]), [["none", false], [
    "isotonic",
    true,
  ]]);
  assert.match(candidates[1].reason ?? "", /at least 1000 samples are wanted, found 840/); // 28 sessions
});

Deno.test("chooseCalibration() decides nothing on a handful of sessions", () => {
  const choice = chooseCalibration(forecastsOf(41, 0.3, 6));
  assert.deepEqual([choice.calibrator, choice.fitted, choice.judged], [{ kind: "none" }, null, null]);
  assert.deepEqual(
    new Set(choice.candidates.map(({ reason }) => reason)),
    new Set(["20 sessions to fit on and 20 to be judged on are wanted, found 19 and 20"]),
  );
});

Deno.test("chooseCalibration() refuses what does not fit", () => {
  const forecasts = forecastsOf(2, 1, 7);
  const refuses = (change: Partial<JudgedForecasts>, message: RegExp, fitShare = 0.5) =>
    assert.throws(() => chooseCalibration({ ...forecasts, ...change }, { fitShare }), {
      name: "RangeError",
      message,
    });
  refuses({ y: new Uint8Array() }, /columns of one length, at least 1, are wanted, found 0, 60, 60, 60/);
  refuses({ session: forecasts.session.toReversed() }, /ascending order are wanted, found an earlier one/);
  refuses({}, /a share of sessions inside \(0, 1\) is wanted, found 1/, 1);
});
