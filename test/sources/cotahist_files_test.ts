import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NotFoundError } from "~/core/mod.ts";
import { cotahistFiles } from "~/sources/mod.ts";

/** Makes a folder of empty files, passes it on and removes it. */
async function withFolder(files: readonly string[], use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "b3-sources-"));
  try {
    for (const file of files) {
      await mkdir(join(folder, file, ".."), { recursive: true });
      await writeFile(join(folder, file), "");
    }
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

Deno.test("cotahistFiles() puts days before months before years, each by name", async () => {
  const files = [
    "COTAHIST_A2016.ZIP",
    "cotahist_a2015.txt",
    "COTAHIST_M022016.ZIP",
    "COTAHIST_M012016.ZIP",
    "COTAHIST_D04012016.TXT",
    "COTAHIST.ZIP",
    "README.md",
    "COTAHIST_A2017.zip.part",
    "quotes.zip",
    "COTAHIST_A1999.ZIP/inside.ZIP", // a folder
  ];
  await withFolder(files, async (folder) => {
    assert.deepEqual(
      await cotahistFiles(folder),
      [
        "COTAHIST.ZIP",
        "COTAHIST_D04012016.TXT",
        "COTAHIST_M012016.ZIP",
        "COTAHIST_M022016.ZIP",
        "COTAHIST_A2016.ZIP",
        "cotahist_a2015.txt",
      ].map((name) => join(folder, name)),
    );
  });
});

Deno.test("cotahistFiles() looks into the sub-folder cotahist, not into others", async () => {
  const files = ["cotahist/COTAHIST_A2016.ZIP", "COTAHIST_A2016.ZIP", "official/COTAHIST_A2015.ZIP"];
  await withFolder(files, async (folder) => {
    assert.deepEqual(await cotahistFiles(folder), [
      join(folder, "COTAHIST_A2016.ZIP"),
      join(folder, "cotahist", "COTAHIST_A2016.ZIP"),
    ]);
  });
});

Deno.test("cotahistFiles() takes a file whatever its name", async () => {
  await withFolder(["prices.dat"], async (folder) => {
    const path = join(folder, "prices.dat");
    assert.deepEqual(await cotahistFiles(path), [path]);
  });
});

Deno.test("cotahistFiles() says what it looked for when there is none", async () => {
  await withFolder(["README.md"], async (folder) => {
    await assert.rejects(cotahistFiles(folder), {
      name: "NotFoundError",
      message: "Cannot find COTAHIST files: COTAHIST*.ZIP or COTAHIST*.TXT are wanted in " +
        `"${folder}" or its folder "cotahist", found none`,
    });
    await assert.rejects(cotahistFiles(join(folder, "missing")), {
      name: "NotFoundError",
      message: `Cannot find "${join(folder, "missing")}": a file or folder is wanted, found nothing there`,
    });
  });
});

Deno.test("cotahistFiles() passes on other failures of the system", async () => {
  await assert.rejects(cotahistFiles("a\0b"), (error) => !(error instanceof NotFoundError));
});
