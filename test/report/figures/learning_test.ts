import assert from "node:assert/strict";
import { parseSession } from "~/core/mod.ts";
import {
  attributionByFeatureFigure,
  attributionBySessionFigure,
  lossCurveFigure,
  renderReport,
} from "~/report/mod.ts";
import { sampleReport } from "../sample_report.ts";

const CURVE = {
  epochs: [
    { epoch: 1, loss: 1.2, validationLoss: 1.15 },
    { epoch: 2, loss: 1.1, validationLoss: 1.09 },
    { epoch: 3, loss: 1.05, validationLoss: 1.12 },
  ],
  bestEpoch: 2,
};
const FEATURES = ["momentum", "<volatility>"];
const ANSWERS = [
  {
    ticker: "PETR4",
    session: parseSession("2022-12-29"),
    value: [[0.01, -0.02], [0.1, 0.03]],
    score: 0.15,
    baseline: 0.03,
  },
  {
    ticker: "VALE3",
    session: parseSession("2022-12-29"),
    value: [[0, 0.2], [-0.5, 0]],
    score: -0.27,
    baseline: 0.03,
  },
];

Deno.test("lossCurveFigure() draws both losses and where the weights are from", () => {
  const { data, layout, alt } = lossCurveFigure(CURVE);
  assert.deepEqual(data.map(({ name }) => name), ["training", "validation"]);
  assert.deepEqual(data.map(({ y }) => y), [[1.2, 1.1, 1.05], [1.15, 1.09, 1.12]]);
  assert.equal((layout.shapes as { x0: number }[])[0].x0, 2);
  assert.equal(
    alt,
    "Loss over 3 epochs: training from 1.2000 to 1.0500, validation at last 1.1200; weights of epoch 2",
  );
});

Deno.test("lossCurveFigure() says beside its line what is kept there, on the side with space, and wants that epoch", () => {
  const noteOf = (bestEpoch: number, lang: "en" | "pt") =>
    (lossCurveFigure({ ...CURVE, bestEpoch }, lang).layout.annotations as Record<string, unknown>[])[0];
  const [early, late] = [noteOf(1, "en"), noteOf(3, "pt")];
  assert.deepEqual([early.x, early.text, early.xanchor], [1, " weights kept ", "left"]);
  assert.deepEqual([late.x, late.text, late.xanchor], [3, " pesos mantidos ", "right"]);
  const refusal = (bestEpoch: number, n: number) => ({
    name: "RangeError",
    message:
      `Cannot draw losses: the epoch that was kept must be one of theirs, found ${bestEpoch} among ${n}`,
  });
  assert.throws(() => lossCurveFigure({ ...CURVE, bestEpoch: 4 }), refusal(4, 3));
  assert.throws(() => lossCurveFigure({ epochs: [], bestEpoch: 0 }), refusal(0, 0));
});

Deno.test("lossCurveFigure() draws one line where nothing was validated", () => {
  const epochs = CURVE.epochs.map((point) => ({ ...point, validationLoss: null }));
  const { data, alt } = lossCurveFigure({ epochs, bestEpoch: 3 }, "pt");
  assert.deepEqual(data.map(({ name }) => name), ["treino"]);
  assert.equal(alt, "Perda em 3 épocas: treino de 1,2000 a 1,0500; pesos da época 3");
});

Deno.test("attributionByFeatureFigure() adds up over sessions, the weightiest feature first", () => {
  const { data, alt } = attributionByFeatureFigure(FEATURES, ANSWERS);
  assert.deepEqual(data.map(({ y }) => y), [["momentum", "&lt;volatility&gt;"], [
    "momentum",
    "&lt;volatility&gt;",
  ]]);
  const near = (found: unknown, wanted: number[]) =>
    (found as number[]).forEach((value, i) => assert.ok(Math.abs(value - wanted[i]) < 1e-12));
  near(data[0].x, [0.11, 0.01]);
  near(data[1].x, [-0.5, 0.2]);
  assert.equal(data[0].name, "PETR4 (+0.150)");
  assert.equal(
    alt,
    "Contributions by channel: PETR4 mostly momentum, 0.1100; VALE3 mostly momentum, −0.5000",
  );
});

Deno.test("attributionByFeatureFigure() draws the weightiest features only, as high as they need", () => {
  const { data, layout } = attributionByFeatureFigure(FEATURES, ANSWERS, 1);
  assert.deepEqual(data.map(({ y }) => y), [["momentum"], ["momentum"]]);
  const many = Array.from({ length: 30 }, (_, j) => `feature_${j}`);
  const answer = { ...ANSWERS[0], value: [many.map((_, j) => j % 2 === 0 ? j : -j)] };
  const [{ x, y }] = attributionByFeatureFigure(many, [answer]).data;
  assert.deepEqual((x as number[]).slice(0, 3), [-29, 28, -27]);
  assert.equal((y as string[]).at(-1), "feature_18");
  assert.ok(layout.height < attributionByFeatureFigure(FEATURES, ANSWERS).layout.height);
});

Deno.test("attributionByFeatureFigure() wants a contribution for each feature", () => {
  assert.throws(() => attributionByFeatureFigure(["momentum"], ANSWERS), {
    name: "RangeError",
    message: 'Cannot draw attributions of "PETR4": 1 contributions a session are wanted, found 2',
  });
});

Deno.test("attributionBySessionFigure() draws each answer in its own way and in either language", () => {
  const { data, alt } = attributionBySessionFigure(ANSWERS, "pt");
  assert.equal(new Set(data.map(({ line }) => (line as { dash: string }).dash)).size, 2);
  assert.equal(data[0].name, "PETR4 (+0,150)");
  assert.equal(
    alt,
    "Contribuições por pregão: PETR4 100% dos últimos cinco pregões; VALE3 100% dos últimos cinco pregões",
  );
  const evil = attributionBySessionFigure([{ ...ANSWERS[0], ticker: "<b>X" }]).data[0];
  assert.equal(evil.name, "&lt;b&gt;X (+0.150)");
});

Deno.test("attributionBySessionFigure() adds up over features, the answer's session at 0", () => {
  const { data } = attributionBySessionFigure(ANSWERS);
  assert.deepEqual(data[0].x, [-1, 0]);
  assert.deepEqual(data[1].y, [0.2, -0.5]);
});

Deno.test("a network's report shows how it learned and what scores came from, in the place of importances", async () => {
  const data = {
    ...sampleReport(),
    importances: null,
    lossCurve: CURVE,
    attribution: { features: FEATURES, answers: ANSWERS },
  };
  const page = await renderReport(data, { interactive: false });
  assert.match(page, /<h2 id="learning-heading">How it learned<\/h2>/);
  assert.match(page, /the weights are those of epoch 2/);
  assert.match(page, /Validation samples are later than all training samples/);
  assert.match(page, /<h2 id="attribution-heading">Where scores come from<\/h2>/);
  assert.match(page, /By channel, all sessions together\. To the right/);
  const many = Array.from({ length: 15 }, (_, j) => `feature_${j}`);
  const wide = { features: many, answers: [{ ...ANSWERS[0], value: [many.map((_, j) => j)] }] };
  assert.match(
    await renderReport({ ...data, attribution: wide }, { interactive: false, lang: "pt" }),
    /todos os pregões juntos; os 12 de mais peso entre 15\./,
  );
  assert.doesNotMatch(page, /says nothing about the importance|<volatility>/);
  const portuguese = await renderReport(data, { interactive: false, lang: "pt" });
  assert.match(portuguese, /Como aprendeu[\s\S]*De onde vêm as pontuações/);
  assert.doesNotMatch(
    await renderReport(sampleReport(), { interactive: false }),
    /How it learned|Where scores come from/,
  );
});
