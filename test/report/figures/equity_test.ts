import assert from "node:assert/strict";
import { parseSession } from "~/core/mod.ts";
import { drawdownFigure, equityFigure } from "~/report/mod.ts";

const session = Int32Array.from([28, 29, 30].map((day) => parseSession(`2021-12-${day}`)));
const MODEL = {
  name: "<i>forest",
  session,
  equity: Float64Array.of(2000, 3000, 1500),
  drawdown: Float64Array.of(0, 0, -0.5),
};
const INDEX = { name: "equal_weight", session, equity: [100_000, 90_000, 101_000], drawdown: [0, -0.1, 0] };
const CASH = { name: "cdi", session, equity: [1, 1.01, 1.02], drawdown: [0, 0, 0] };

Deno.test("equityFigure() draws every curve from 100 on a logarithmic scale, what is compared with dashed", () => {
  const { data, layout, alt } = equityFigure([MODEL, INDEX, CASH]);
  assert.deepEqual(data.map(({ name, y }) => [name, y]), [
    ["&lt;i&gt;forest", [100, 150, 75]],
    ["equal weights, held", [100, 90, 101]],
    ["cash (CDI)", [100, 101, 102]],
  ]);
  assert.deepEqual(data[0].x, ["2021-12-28", "2021-12-29", "2021-12-30"]);
  assert.equal((layout.yaxis as { type: string }).type, "log");
  const lines = data.map(({ line }) => line as { dash: string; width: number; color: string });
  assert.deepEqual(lines.map(({ dash }) => dash), ["solid", "dash", "dot"]);
  assert.ok(lines[0].width > lines[1].width);
  assert.equal(new Set(lines.map(({ color }) => color)).size, 3);
  assert.equal(
    alt,
    "What 100 became, logarithmic scale: <i>forest 75.0, equal weights, held 101.0, cash (CDI) 102.0",
  );
});

Deno.test("drawdownFigure() draws how far below the height, the model's filled, and says how deep", () => {
  const { data, alt } = drawdownFigure([MODEL, INDEX, CASH], "pt");
  assert.deepEqual(data.map(({ y }) => y), [[0, 0, -0.5], [0, -0.1, 0], [0, 0, 0]]);
  assert.deepEqual(data.map(({ fill }) => fill), ["tozeroy", undefined, undefined]);
  assert.equal(
    alt,
    "Quedas desde a máxima, a mais funda de cada: <i>forest −50,0%; pesos iguais, mantidos −10,0%; caixa (CDI) 0,0%",
  );
});

Deno.test("equityFigure() and drawdownFigure() refuse a curve whose columns differ in length, or an empty one", () => {
  const wrong = { ...MODEL, name: "forest", drawdown: [0] };
  const message =
    'Cannot draw "forest": columns of one length are wanted, found 3 sessions, 3 worths and 1 drawdowns';
  assert.throws(() => equityFigure([wrong]), new RangeError(message));
  assert.throws(() => drawdownFigure([wrong]), new RangeError(message));
  assert.throws(() => equityFigure([{ name: "none", session: [], equity: [], drawdown: [] }]), RangeError);
});
