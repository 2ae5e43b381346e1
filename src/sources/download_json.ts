/**
 * JSON from a server, however badly it behaves.
 *
 * @module
 */

import { setTimeout as wait } from "node:timers/promises";
import { printable } from "~/cotahist/mod.ts";
import { answerFailure, Interruption, titled } from "./download_failure.ts";
import { openLine, patiently, type RequestOptions } from "./request.ts";

/** JSON to fetch. */
export interface JsonQuestion<T> {
  /** What it is, for messages. */
  readonly name: string;
  /** Where it is on the server. */
  readonly address: URL;
  /** What to ask oneself when the server does not have it. */
  readonly hint: string;
  /** What the answer must be, for messages. */
  readonly wanted: string;
  /** Makes of the JSON what is wanted, `undefined` if it is something else; an empty answer is `null`. */
  readonly read: (json: unknown) => T | undefined;
}

/** An answer as it came, and what it says. */
export interface JsonAnswer<T> {
  /** Its text, word for word; `null` for an empty one. */
  readonly text: string;
  /** What was made of it. */
  readonly value: T;
}

/** Most characters of a wrong answer that are shown. */
const SHOWN = 60;

/**
 * Fetches JSON, trying again as `download` does. An answer that is no JSON, or not the one wanted, is taken for trouble of
 * the server that may pass: some answer so to those who ask too often.
 *
 * @throws {NotFoundError} If the server does not have it.
 * @throws {DataError} If it refuses, fails time and again, cannot be reached, or always answers something else.
 * @throws {ConfigError} If this process may not reach the server.
 */
export async function downloadJson<T>(
  question: JsonQuestion<T>,
  { idleMs = 60_000, sleep = wait }: RequestOptions,
): Promise<JsonAnswer<T>> {
  return await patiently(question.name, () => ask(question, idleMs), sleep);
}

async function ask<T>(question: JsonQuestion<T>, idleMs: number): Promise<JsonAnswer<T>> {
  const { name, address, hint, wanted, read } = question;
  using line = openLine(name, address, idleMs);
  const response = await line.ask({ accept: "application/json, text/plain;q=0.9, */*;q=0.8" })
    .catch((error) => {
      throw line.failure(error, 0);
    });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw answerFailure(name, response.status, 0, hint);
  }
  const text = await textOf(response.body, line.chunks).catch((error) => {
    throw line.failure(error, 0);
  }) || "null";
  const json = parsed(text);
  const value = json === undefined ? undefined : read(json);
  if (value === undefined) throw new Interruption(`${wanted} is wanted, found ${shown(text)}`, 0);
  return { text, value };
}

async function textOf(
  body: ReadableStream<Uint8Array> | null,
  chunks: (body: ReadableStream<Uint8Array>) => AsyncIterable<Uint8Array>,
): Promise<string> {
  if (body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of chunks(body)) text += decoder.decode(chunk, { stream: true });
  return (text + decoder.decode()).trim();
}

/** What JSON says, also if it is a text that is JSON again, as B3's feed answers at times; `undefined` for other text. */
function parsed(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "string" ? JSON.parse(json || "null") : json;
  } catch {
    return undefined;
  }
}

function shown(text: string): string {
  if (/^\s*</.test(text)) return titled(text);
  if (text === "null") return "nothing";
  return printable(`"${text.length > SHOWN ? text.slice(0, SHOWN) + "…" : text}"`);
}
