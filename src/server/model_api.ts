/**
 * The model routes that need nothing but a trained model: predictions.
 *
 * @module
 */

import { type Context, Hono } from "hono";
import * as z from "zod";
import { CLASSES, type Label, type Prediction } from "~/core/mod.ts";
import type { ServedModel, Serving } from "./serving.ts";

/** Names of kinds, as clients say them. */
const KINDS: Readonly<Record<string, string>> = {
  rf: "rf",
  random_forest: "rf",
  lstm: "lstm",
  lstm_mtl: "lstm",
};

/** Names of the networks and forests behind the kinds, as clients know them. */
const CLASS_NAMES: Readonly<Record<string, string>> = { rf: "RandomForestClassifier", lstm: "LSTMNet" };

/** Order of each kind's probabilities, as clients know it; every answer names its own. */
const ORDERS: Readonly<Record<string, readonly Label[]>> = {
  rf: ["buy", "hold", "sell"],
  lstm: ["buy", "sell", "hold"],
};

const REQUEST = z.strictObject({
  ticker: z.string({
    error: ({ input }) => input === undefined ? "ticker is required" : "ticker must be a text",
  }).trim()
    .min(1, "ticker must not be empty").max(20, "ticker must have at most 20 letters"),
  model_type: z.enum(Object.keys(KINDS)).optional(),
});

/** The model routes, to be mounted under `/api/b3`. */
export function modelApi(serving: Pick<Serving, "models">): Hono {
  const app = new Hono();
  app.post("/predict", async (c) => {
    if (!/^application\/json\b/i.test(c.req.header("content-type") ?? "")) {
      return refuse(c, 415, "a body of content type application/json is wanted");
    }
    let body: unknown;
    try {
      body = await c.req.json();
    } catch {
      return refuse(c, 400, "the body is not JSON");
    }
    const request = REQUEST.safeParse(body);
    if (!request.success) {
      const issues = request.error.issues.map(({ path, message }) =>
        `${path.join(".") || "the body"}: ${message}`
      );
      return refuse(c, 400, issues.join("; "));
    }
    const { ticker, model_type } = request.data;
    const served = serving.models.find(({ manifest }) =>
      model_type === undefined || manifest.kind === KINDS[model_type]
    );
    if (served === undefined) {
      const kind = model_type === undefined ? "" : ` of type ${model_type}`;
      return refuse(c, 400, `there is no trained model${kind}: train one first (deno task train)`);
    }
    const answer = await served.ask(ticker.toUpperCase());
    if ("refused" in answer) return refuse(c, 400, answer.refused);
    return c.json(bodyOf(answer, ticker, served, model_type));
  });
  return app;
}

function refuse(c: Context, status: 400 | 415, message: string) {
  return c.json({ status: "error", message }, status);
}

/** An answer as clients know it, and what they do not know yet beside it. */
function bodyOf(
  answer: Prediction,
  ticker: string,
  { manifest, model }: ServedModel,
  requested: string | undefined,
): Record<string, unknown> {
  const { kind, features } = manifest;
  const { lookback = 1 } = model;
  const order = ORDERS[kind] ?? CLASSES;
  const shape = lookback > 1 ? [1, lookback, features.length] : [1, features.length];
  return {
    status: "success",
    message: `${answer.label} for ${answer.ticker}, from data of ${answer.dataDate}`,
    ticker,
    predictions: [answer.label],
    prediction_probabilities: [order.map((label) => answer.probabilities[label])],
    classes: order,
    ...(kind === "rf" && { features_used: features }),
    ...(lookback > 1 && { sequence_length: lookback, features_count: features.length }),
    predicted_price: answer.expectedPrice,
    last_price: answer.lastClose,
    expected_return: answer.expectedReturn,
    input_shape: shape,
    model_type: CLASS_NAMES[kind] ?? kind,
    requested_model_type: requested ?? kind,
    model_source: "storage",
    model: answer.model,
    data_date: answer.dataDate,
    trained_through: answer.trainedThrough,
    horizon: answer.horizon,
    baseline_probabilities: order.map((label) => answer.baseline[label]),
    certainty: answer.certainty,
    verdict: answer.verdict,
    warnings: answer.warnings,
  };
}
