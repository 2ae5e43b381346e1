/**
 * Portuguese: verdicts and cautions.
 *
 * @module
 */

import {
  type Comparison,
  hardestComparison,
  isRealGain,
  sessionsNeeded,
  type Verdict,
} from "~/evaluation/mod.ts";
import { FORMATS } from "../../formats.ts";
import type { Words } from "../words.ts";

const { number } = FORMATS.pt;

export const verdict: Words["verdict"] = {
  answers: {
    "yes": "Melhor que as linhas de base",
    "no": "Não é melhor que as linhas de base",
    "not distinguishable": "Não se distingue das linhas de base",
  },
  sentence,
  none: "Nada se pode dizer deste modelo: não foi comparado com nenhuma linha de base.",
  others: (n) => `Vereditos sobre outros ${n} modelos`,
  care: "Leia com cuidado",
};

/** The saved sentence is English; this one is made of the same comparisons. */
function sentence({ model, beats, comparisons }: Verdict, horizon: number): string {
  const nSessions = Math.min(...comparisons.map((comparison) => comparison.nSessions));
  if (nSessions < sessionsNeeded(horizon)) {
    return `${model} não se distingue das linhas de base: há só ${nSessions} pregões para comparar, são precisos ` +
      `${sessionsNeeded(horizon)} com horizonte ${horizon}.`;
  }
  const logLoss = hardestComparison(comparisons, "logLoss");
  const rankIc = hardestComparison(comparisons, "rankIc");
  const scored = [logLoss, rankIc].filter((comparison) => comparison !== undefined);
  const conclusion = beats !== "yes" && scored.some(isRealGain)
    ? "não vence claramente as linhas de base"
    : CONCLUSIONS[beats];
  if (scored.length === 0) return `${model}: ${conclusion}.`;
  const isJoint = logLoss === undefined || isRealGain(logLoss) === isRealGain(rankIc);
  return `${model} ${aboutLogLoss(logLoss)} ${isJoint ? "e" : "mas"} ${aboutRankIc(rankIc)}: ${conclusion}.`;
}

const CONCLUSIONS: Readonly<Record<Verdict["beats"], string>> = {
  "yes": "vence as linhas de base",
  "no": "não vence as linhas de base",
  "not distinguishable": "não se distingue das linhas de base",
};

function aboutLogLoss(comparison: Comparison | undefined): string {
  if (comparison === undefined) return "não dá probabilidades";
  const { baseline, gain } = comparison;
  const nats = `${number(Math.abs(gain), 4)} nats`;
  if (isRealGain(comparison)) return `supera ${baseline} em ${nats} (${tValues(comparison)})`;
  return gain > 0
    ? `não supera claramente ${baseline} (em ${nats}, ${tValues(comparison)})`
    : `não supera ${baseline} (pior em ${nats}, ${tValues(comparison)})`;
}

function aboutRankIc(comparison: Comparison | undefined): string {
  if (comparison === undefined) return "tem poucas ações por pregão para ordenar";
  const { baseline, gain, modelValue, baselineValue } = comparison;
  const how = isRealGain(comparison)
    ? "ordena melhor que"
    : gain > 0
    ? "não ordena claramente melhor que"
    : "não ordena melhor que";
  return `${how} ${baseline} (rank IC ${number(modelValue, 3)} contra ${number(baselineValue, 3)}, ${
    tValues(comparison)
  })`;
}

function tValues({ tValue, blockTValue }: Comparison): string {
  const write = (t: number | null) => t === null ? "desconhecido" : number(t, 1);
  return `t ${write(tValue)}, por blocos ${write(blockTValue)}`;
}

export const cautions: Words["cautions"] = {
  other_data: () =>
    "O banco de dados não é aquele com que a versão aprendeu, ou mudou desde então: as notas são dos dados da versão, " +
    "as últimas previsões e os gráficos de preço são de outros dados",
  few_tickers: (n) =>
    `${n} ações escolhidas a dedo, a maioria sobreviventes, nada provam sobre acerto: leia as notas como um teste da ` +
    "máquina, e treine com o mercado inteiro antes de acreditar em qualquer uma",
  split_returns: () => "Os retornos são ajustados por desdobramentos, não por dividendos",
  rule_label: () =>
    "O rótulo é uma regra sobre as próprias entradas do modelo: estas notas nada dizem sobre o futuro",
  next_rule_label: () =>
    "O rótulo é o que uma regra dirá dos indicadores do pregão seguinte: estas notas nada dizem sobre os retornos",
  no_costs: () => "Custos, impostos e o preço que de fato se obteria não estão nestas notas",
  breaks: () =>
    "Amostras cuja janela ou rótulo cruza uma quebra sem explicação não recebem nota; há quedas reais entre elas",
  stopped: () =>
    "Uma ação que deixa de ser negociada fica no último preço, mesmo se a empresa só trocou de código",
  seen_years: () =>
    "Os valores padrão foram escolhidos com dados da B3 de 2012 a 2022: esses anos não são de todo desconhecidos",
};
