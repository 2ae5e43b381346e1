import assert from "node:assert/strict";
import { appOf, type Serving } from "~/server/mod.ts";

const COMPANIES = [{ ticker: "PETR3", company: "PETROBRAS" }, { ticker: "PETR4", company: "PETROBRAS" }];
const app = appOf({ companies: COMPANIES, models: [] });
const predict = (body: string, headers: Record<string, string> = { "content-type": "application/json" }) =>
  app.request("/api/b3/predict", { method: "POST", body, headers });

Deno.test("GET /assets answers as the contract's example", async () => {
  const response = await app.request("/assets?search=petr&page_size=10");
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), {
    assets: [{ company: "PETROBRAS", ticker: "PETR3" }, { company: "PETROBRAS", ticker: "PETR4" }],
    pagination: { has_next: false, has_prev: false, page: 1, page_size: 10, total_count: 2, total_pages: 1 },
    search_term: "PETR",
  });
});

Deno.test("GET /assets says which parameter is wrong", async () => {
  const errors: Record<string, string> = {
    "page=x": "Invalid parameter",
    "page_size=1.5": "Invalid parameter",
    "page=0": "Invalid page number",
    "page=-3": "Invalid page number",
    "page_size=0": "Invalid page size",
    "page_size=101": "Invalid page size",
    "search=pe": "Invalid search term",
  };
  for (const [query, error] of Object.entries(errors)) {
    const response = await app.request(`/assets?${query}`);
    assert.equal(response.status, 400, query);
    assert.equal((await response.json()).error, error);
  }
  assert.equal((await (await app.request("/assets?search=%20%20")).json()).search_term, null);
});

Deno.test("POST /api/b3/predict says what is wrong with a request", async () => {
  const refusals: [Promise<Response> | Response, number, RegExp][] = [
    [predict("{}", { "content-type": "text/plain" }), 415, /content type application\/json is wanted/],
    [predict("{"), 400, /the body is not JSON/],
    [predict("[]"), 400, /the body: /],
    [predict("{}"), 400, /ticker: ticker is required/],
    [predict('{"ticker": ""}'), 400, /ticker: ticker must not be empty/],
    [predict('{"ticker": 7}'), 400, /ticker: ticker must be a text/],
    [predict('{"ticker": ["PETR4"]}'), 400, /ticker: ticker must be a text/],
    [predict(`{"ticker": "'; drop table quotes; --"}`), 400, /ticker: ticker must have at most 20 letters/],
    [predict('{"ticker": "PETR4", "model_type": "gru"}'), 400, /model_type: .*rf.*lstm_mtl/],
    [predict('{"ticker": "PETR4", "days": 3}'), 400, /Unrecognized key: "days"/],
    [predict('{"ticker": "PETR4"}'), 400, /there is no trained model: train one first/],
    [predict('{"ticker": "PETR4", "model_type": "lstm"}'), 400, /there is no trained model of type lstm/],
    [predict(`{"ticker": "${"A".repeat(70_000)}"}`), 413, /larger than/],
  ];
  for (const [asked, status, message] of refusals) {
    const response = await asked;
    const body = await response.json();
    assert.equal(response.status, status, body.message);
    assert.equal(body.status, "error");
    assert.match(body.message, message);
  }
});

Deno.test("a page of another origin may read every answer, errors too, and ask first", async () => {
  const origin = { origin: "http://localhost:4200" };
  for (const path of ["/assets", "/assets?page=x", "/nowhere", "/health"]) {
    const response = await app.request(path, { headers: origin });
    assert.equal(response.headers.get("access-control-allow-origin"), origin.origin, path);
  }
  const asked = await app.request("/api/b3/predict", {
    method: "OPTIONS",
    headers: {
      ...origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type",
    },
  });
  assert.ok(asked.ok);
  assert.match(asked.headers.get("access-control-allow-methods") ?? "", /POST/);
  assert.match(asked.headers.get("access-control-allow-headers") ?? "", /content-type/i);
});

Deno.test("what goes wrong inside is told to the log, not to the client", async () => {
  const errors: unknown[] = [];
  const broken = appOf({
    companies: null as unknown as Serving["companies"],
    models: [],
  }, { onError: (error) => errors.push(error) });
  const response = await broken.request("/assets");
  assert.equal(response.status, 500);
  assert.doesNotMatch(await response.text(), /TypeError|null|at /);
  assert.equal(errors.length, 1);
  assert.equal((await app.request("/health")).status, 200);
});
