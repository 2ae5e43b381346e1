/** A file of `src/`. */
export interface Source {
  readonly path: string;
  readonly room: string;
  readonly text: string;
}

/** Every TypeScript file below a folder, `src` by default, read from the root of the project. */
export function* sources(folder = "src"): Generator<Source> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* sources(path);
    else if (name.endsWith(".ts")) {
      yield { path, room: path.split("/")[1], text: Deno.readTextFileSync(path) };
    }
  }
}
