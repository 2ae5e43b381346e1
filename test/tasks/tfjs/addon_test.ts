import assert from "node:assert/strict";
import { buildAddon } from "../../../tasks/tfjs/addon.ts";

const isLinux = Deno.build.os === "linux";

Deno.test({
  name: "buildAddon() names all that is missing at once, and how to get it",
  ignore: !isLinux,
  async fn() {
    const tools = { compilers: ["/no/such/g++", "/no/such/clang++"], python: "/no/such/python3" };
    const steps: string[] = [];
    const folder = await Deno.makeTempDir({ prefix: "b3_tfjs_" });
    const why = await buildAddon(folder, (step) => steps.push(step), tools);
    assert.equal(
      why,
      "a C++ compiler is wanted, found none of /no/such/g++, /no/such/clang++ (apt-get install g++); " +
        "/no/such/python3 is missing (apt-get install python3 python3-pip)",
    );
    assert.deepEqual(steps, []);
  },
});

Deno.test({
  name: "buildAddon() says that a Python has no pip",
  ignore: !isLinux,
  async fn() {
    const folder = await Deno.makeTempDir({ prefix: "b3_tfjs_" });
    // Deno knows --version, and no -m pip
    const tools = { compilers: [Deno.execPath()], python: Deno.execPath() };
    assert.equal(
      await buildAddon(folder, () => {}, tools),
      `${Deno.execPath()} has no pip (apt-get install python3-pip)`,
    );
  },
});
