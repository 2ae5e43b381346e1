/**
 * Lint rules of the house: arrows between rooms run one way, and what is pure stays pure.
 *
 * @module
 */

import { pathToFileURL } from "node:url";
import { ROOMS } from "./rooms.ts";

const SRC = new URL("../../src/", import.meta.url).href;

/** Packages that pure files may import: they compute, and do nothing else. */
const PURE_PACKAGES = ["zod", "@zip.js/zip.js", "node:zlib"];

/** Globals that pure files may not name, not even for something of their own. */
const AMBIENT = new Set(
  `Deno process navigator location global globalThis self require eval Function Worker SharedWorker
  Date Temporal performance setTimeout setInterval setImmediate crypto console alert confirm prompt
  fetch WebSocket WebSocketStream WebTransport EventSource BroadcastChannel
  localStorage sessionStorage indexedDB caches`.split(/\s+/),
);

/** A file of `src/`. */
interface Place {
  readonly url: string;
  /** The folder it is in, "" if directly in `src/`. */
  readonly room: string;
  /** Its path inside the room. */
  readonly file: string;
}

function placeOf(url: string): Place | undefined {
  if (!url.startsWith(SRC)) return undefined;
  const [, room = "", file] = /^(?:(.*?)\/)?(.*)$/.exec(url.slice(SRC.length)) ?? [];
  return { url, room, file };
}

/** The file that a specifier names, or nothing if it names a package. */
function targetOf(specifier: string, from: string): string | undefined {
  if (specifier.startsWith("~/")) return new URL(specifier.slice(2), SRC).href;
  return /^([./]|file:)/.test(specifier) ? new URL(specifier, from).href : undefined;
}

function isPure({ room, file }: Place): boolean {
  const impure = ROOMS[room]?.impure ?? [];
  return impure !== "all" && !impure.includes(file);
}

/** Visits whatever imports; the specifier is `undefined` where it is not a plain string. */
function eachImport(
  visit: (node: Deno.lint.Node, specifier: string | undefined) => void,
): Deno.lint.LintVisitor {
  const text = (node: Deno.lint.Node): string | undefined => {
    if (node.type === "TSLiteralType") return text(node.literal);
    return node.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
  };
  return {
    ImportDeclaration: (node) => visit(node, node.source.value),
    ExportAllDeclaration: (node) => visit(node, node.source.value),
    ExportNamedDeclaration: (node) => node.source && visit(node, node.source.value),
    ImportExpression: (node) => visit(node, text(node.source)),
    TSImportType: (node) => visit(node, text(node.argument)),
    TSImportEqualsDeclaration: (node) => visit(node, undefined),
  };
}

/** Whether an identifier stands for a value: not for a property, a key, a type or a name in an import's list. */
function isValue(node: Deno.lint.Identifier): boolean {
  const { parent } = node;
  if (parent.type === "MemberExpression" && parent.property === node) return parent.computed;
  if ("key" in parent && parent.key === node) return "computed" in parent && parent.computed;
  return parent.type.startsWith("TS")
    ? /Expression$|Assertion$/.test(parent.type)
    : !/Specifier$/.test(parent.type);
}

/** What of the world an identifier gives access to, or nothing. */
function ambience(node: Deno.lint.Identifier): string | undefined {
  if (!isValue(node)) return undefined;
  if (node.name !== "Math") return AMBIENT.has(node.name) ? node.name : undefined;
  const property = node.parent.type === "MemberExpression" && !node.parent.computed && node.parent.property;
  if (!property || property.type !== "Identifier") return "Math except as Math.<name>";
  return property.name === "random" ? "Math.random" : undefined;
}

const plugin: Deno.lint.Plugin = {
  name: "layers",
  rules: {
    direction: {
      create(context) {
        const here = placeOf(pathToFileURL(context.filename).href);
        if (here === undefined) return {};
        const { room, file } = here;
        const refuse = (node: Deno.lint.Node, message: string) => context.report({ node, message });
        const imports = room === "" && file === "mod.ts" ? Object.keys(ROOMS) : ROOMS[room]?.imports;
        if (imports === undefined) {
          return {
            Program: (node) => refuse(node, `"src/${room || file}" is no room of tasks/lint/rooms.ts`),
          };
        }
        return eachImport((node, specifier) => {
          if (specifier === undefined) return refuse(node, "Import by a plain string");
          const url = targetOf(specifier, here.url);
          if (url === undefined) return;
          const target = placeOf(url);
          if (target === undefined) {
            refuse(node, `Files of src/ must not import "${specifier}", outside of it`);
          } else if (target.room === room) return;
          else if (!imports.includes(target.room)) {
            refuse(node, `Room "${room}" must not import room "${target.room}"`);
          } else if (target.file !== "mod.ts") {
            refuse(node, `Import room "${target.room}" by its mod.ts, not by ${target.room}/${target.file}`);
          }
        });
      },
    },
    purity: {
      create(context) {
        const here = placeOf(pathToFileURL(context.filename).href);
        if (here === undefined || !isPure(here)) return {};
        const refuse = (node: Deno.lint.Node, what: string) =>
          context.report({ node, message: `Pure file ${here.room}/${here.file} must not use ${what}` });
        return {
          ...eachImport((node, specifier) => {
            if (specifier === undefined || targetOf(specifier, here.url) !== undefined) return;
            if (!PURE_PACKAGES.includes(specifier)) refuse(node, `"${specifier}"`);
          }),
          Identifier(node) {
            const what = ambience(node);
            if (what !== undefined) refuse(node, what);
          },
        };
      },
    },
  },
};

export default plugin;
