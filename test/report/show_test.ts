import { importanceFigure, show } from "~/report/mod.ts";

const FIGURE = importanceFigure([{ feature: "volatility_252", value: 0.3 }]);

Deno.test("show() outside a notebook shows nothing and does not fail", async () => {
  await show(FIGURE, {}, "a sentence");
});
