import assert from "node:assert/strict";
import { B3Error } from "~/core/mod.ts";
import { connectionFailure } from "~/sources/download_failure.ts";

// What no server on this machine can bring about.
Deno.test("connectionFailure() says what to do about a certificate that is not trusted", () => {
  const cause = new Error(
    "error sending request for url (https://b3/): client error (Connect): invalid peer certificate: UnknownIssuer",
  );
  const error = connectionFailure("A.ZIP", "b3", new TypeError("fetch failed", { cause }), 0);
  assert.ok(error instanceof B3Error);
  assert.equal(
    error.message,
    "Cannot download A.ZIP: the certificate of b3 is not trusted; set DENO_TLS_CA_STORE=system, or fetch it with a " +
      "browser and ingest it from disk",
  );
});

Deno.test("connectionFailure() leaves other errors alone", () => {
  for (const error of ["text", new RangeError("wrong")]) {
    assert.equal(connectionFailure("A.ZIP", "b3", error, 0), error);
  }
});
