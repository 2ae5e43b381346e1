import assert from "node:assert/strict";
import { firstThatWorks, type Way } from "../../../tasks/tfjs/ways.ts";

/** A way that ends as told, and notes that it was gone. */
const way = (what: string, end: string | undefined, gone: string[]): Way => ({
  what,
  go() {
    gone.push(what);
    return Promise.resolve(end);
  },
});

/** Says of each check what it is told to, in turn. */
function checks(...ends: readonly (string | undefined)[]): () => Promise<string | undefined> {
  const rest = ends.values();
  return () => Promise.resolve(rest.next().value);
}

Deno.test("firstThatWorks() goes no further than the first way that works", async () => {
  const gone: string[] = [];
  const said: string[] = [];
  const ways = [way("fetching it", undefined, gone), way("building it", undefined, gone)];
  assert.equal(await firstThatWorks(ways, checks(undefined), (line) => said.push(line)), ways[0]);
  assert.deepEqual(gone, ["fetching it"]);
  assert.deepEqual(said, ["Native part: fetching it"]);
});

Deno.test("firstThatWorks() goes the next way where one leads nowhere, and says why", async () => {
  const said: string[] = [];
  const ways = [way("fetching it", "no host", []), way("building it", undefined, [])];
  assert.equal(await firstThatWorks(ways, checks(undefined), (line) => said.push(line)), ways[1]);
  assert.deepEqual(said, [
    "Native part: fetching it",
    "That does not work here: no host",
    "Native part: building it",
  ]);
});

Deno.test("firstThatWorks() goes the next way where what it got does not work", async () => {
  const said: string[] = [];
  const ways = [way("fetching it", undefined, []), way("building it", undefined, [])];
  const works = checks("it is for another processor", undefined);
  assert.equal(await firstThatWorks(ways, works, (line) => said.push(line)), ways[1]);
  assert.equal(said[1], "That does not work here: it is for another processor");
});

Deno.test("firstThatWorks() gives nothing where no way leads there", async () => {
  const gone: string[] = [];
  const ways = [way("fetching it", "no host", gone), way("building it", "no compiler", gone)];
  assert.equal(await firstThatWorks(ways, checks(), () => {}), undefined);
  assert.deepEqual(gone, ["fetching it", "building it"]);
});
