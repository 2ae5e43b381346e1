/**
 * Lint rules of the house: arrows between rooms run one way, and pure rooms stay pure.
 *
 * @module
 */

import { ROOMS } from "./rooms.ts";

const AMBIENT: Readonly<Record<string, readonly string[]>> = {
  Math: ["random"],
  Date: ["now"],
  performance: ["now"],
};
const AMBIENT_OBJECTS = ["Deno", "console", "process"];
const AMBIENT_FUNCTIONS = ["fetch"];

/** The room a file is in and its path inside `src/`, or nothing for files outside. */
function placeOf(path: string): { room: string; file: string } | undefined {
  const [, file, room] = /\/src\/(([a-z_]+)\/.+)$/.exec(path) ?? [];
  return file === undefined ? undefined : { room, file };
}

/** What an import specifier points to inside `src/`. */
function targetOf(specifier: string, from: string): { room: string; file: string } | undefined {
  if (specifier.startsWith("~/")) return placeOf(`/src/${specifier.slice(2)}`);
  if (specifier.startsWith(".")) return placeOf(new URL(specifier, `file://${from}`).pathname);
  return undefined;
}

const plugin: Deno.lint.Plugin = {
  name: "layers",
  rules: {
    "direction": {
      create(context) {
        const here = placeOf(context.filename);
        if (here === undefined) return {};
        const check = (node: Deno.lint.Node, specifier: string) => {
          const target = targetOf(specifier, context.filename);
          if (target === undefined || target.room === here.room) return;
          if (!ROOMS[here.room]?.imports.includes(target.room)) {
            context.report({ node, message: `Room "${here.room}" must not import room "${target.room}"` });
          } else if (target.file !== `${target.room}/mod.ts`) {
            context.report({
              node,
              message: `Import room "${target.room}" by its mod.ts, not by ${target.file}`,
            });
          }
        };
        return {
          ImportDeclaration: (node) => check(node, node.source.value),
          ExportAllDeclaration: (node) => check(node, node.source.value),
          ExportNamedDeclaration: (node) => node.source && check(node, node.source.value),
          ImportExpression: (node) => {
            if (node.source.type === "Literal") check(node, String(node.source.value));
          },
        };
      },
    },
    "purity": {
      create(context) {
        const here = placeOf(context.filename);
        if (here === undefined || !ROOMS[here.room]?.pure) return {};
        const refuse = (node: Deno.lint.Node, what: string) =>
          context.report({ node, message: `Pure room "${here.room}" must not use ${what}` });
        return {
          MemberExpression(node) {
            if (node.object.type !== "Identifier") return;
            const { name } = node.object;
            const property = node.property.type === "Identifier" ? node.property.name : "";
            if (AMBIENT_OBJECTS.includes(name) || AMBIENT[name]?.includes(property)) {
              refuse(node, `${name}.${property}`);
            }
          },
          CallExpression(node) {
            if (node.callee.type === "Identifier" && AMBIENT_FUNCTIONS.includes(node.callee.name)) {
              refuse(node, node.callee.name);
            }
          },
          NewExpression(node) {
            if (node.callee.type === "Identifier" && node.callee.name === "Date") refuse(node, "new Date");
          },
          ImportDeclaration(node) {
            if (node.source.value.startsWith("node:fs")) refuse(node, node.source.value);
          },
        };
      },
    },
  },
};

export default plugin;
