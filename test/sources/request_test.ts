import assert from "node:assert/strict";
import { download, fetchActionFeed, fetchRates } from "~/sources/mod.ts";
import { addressAt } from "../../src/sources/request.ts";
import { badServer, sending, ZIP } from "./bad_server.ts";

Deno.test("addressAt() finds a path in a server's folder, with or without a slash at its end", () => {
  for (const server of ["https://www.example.com/files/", "https://www.example.com/files"]) {
    assert.equal(addressAt("A.ZIP", server).href, "https://www.example.com/files/A.ZIP");
    assert.equal(addressAt("12/dados?a=1", server).href, "https://www.example.com/files/12/dados?a=1");
  }
  assert.equal(addressAt("A.ZIP", "http://localhost:8080").href, "http://localhost:8080/A.ZIP");
});

for (const url of ["nonsense", "", "localhost:8080/", "file:///tmp/"]) {
  Deno.test(`every download refuses "${url}" as an address`, async () => {
    const refusal = {
      name: "ConfigError",
      message: `Cannot download from "${url}": an address such as https://www.example.com/files/ is wanted`,
    };
    const options = { folder: "unused", url };
    await assert.rejects(download(["COTAHIST_A2016.ZIP"], options), refusal);
    await assert.rejects(fetchActionFeed(["BBAS"], options), refusal);
    await assert.rejects(fetchRates("2001", options), refusal);
    await assert.rejects(Deno.stat("unused"), Deno.errors.NotFound);
  });
}

Deno.test("download() takes an address without a slash at its end for a folder", async () => {
  await using server = await badServer(() => sending(ZIP));
  await server.download(["COTAHIST_A2016.ZIP"], { url: server.options.url.replace(/\/$/, "") });
  assert.deepEqual(server.addresses, ["COTAHIST_A2016.ZIP"]);
});
