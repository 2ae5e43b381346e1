/**
 * Portuguese: the data, what was left out of it and what was noticed about it.
 *
 * @module
 */

import type { LeftOutReason } from "~/dataset/mod.ts";
import { FORMATS } from "../../formats.ts";
import type { Words } from "../words.ts";

const { count } = FORMATS.pt;

const REASONS: Readonly<Record<LeftOutReason, string>> = {
  "before the period": "antes do período",
  "not a chosen ticker": "código não escolhido",
  "outside the universe": "fora do universo",
  "too little history": "história curta demais",
  "break in the feature window": "quebra na janela dos atributos",
  "undefined feature": "atributo indefinido",
  "no label": "sem rótulo",
  "break in the label window": "quebra na janela do rótulo",
  "too few shares in the session": "poucas ações no pregão",
};

export const data: Words["data"] = {
  heading: "Dados",
  sources: "Fontes",
  sessions: "Pregões de decisão",
  bars: "Barras",
  samples: "Amostras",
  hash: "Hash",
  tickers: (n) => `${count(n)} códigos`,
  leftOut: "Deixado de fora",
  leftOutCaption: "Dados que não foram usados",
  nothingLeftOut: "Nada ficou de fora.",
  leftOutColumns: { why: "Por quê", count: "Quantos", which: "Quais" },
  reason: (reason) => Object.entries(REASONS).find(([known]) => known === reason)?.[1] ?? reason,
  which: (detail) => detail === "rows" ? "linhas" : detail,
  noticed: "Chamou a atenção",
  nothingNoticed: "Nada nos dados chamou a atenção.",
  findingColumns: { ticker: "Código", session: "Pregão", what: "O quê" },
  severities: { error: "erro", warning: "aviso", info: "informação" },
  firstOf: (nShown, nAll) => `Os primeiros ${nShown} de ${count(nAll)} são mostrados.`,
};
