/**
 * Portuguese: shares one by one, and the newest predictions.
 *
 * @module
 */

import { FORMATS } from "../../formats.ts";
import type { Words } from "../words.ts";
import { classes } from "./probabilities.ts";

const { count, money, percent } = FORMATS.pt;

export const tickers: Words["tickers"] = {
  heading: "Ação por ação",
  explanation:
    "Cada marca foi feita por um modelo que não tinha visto aquele pregão nem nenhum posterior. Alguns códigos mostram como são as previsões; se prestam, dizem as notas.",
  none: "Nenhum código foi escolhido para ser desenhado.",
  choose: "Ação",
  close: "fechamento",
  axis: (ticker, basis) => `${ticker}, R$ (${basis})`,
  bases: {
    raw: "como publicados",
    split: "ajustados por desdobramentos",
    total: "ajustados por desdobramentos e dividendos",
  },
  predicted: (label) => `previsto: ${label}`,
  priceAlt: (ticker, basis, nMarked, nPredicted, byClass) =>
    `Fechamentos de ${ticker}, ${basis}` +
    (nPredicted === 0 ? "" : `, com ${nMarked} de ${nPredicted} previsões marcadas: ${byClass.join(", ")}`),
  outlook: (horizon) => `Os próximos ${horizon} pregões`,
  outlookCaption: (first) =>
    `Últimos fechamentos, e intervalos do retorno a partir da abertura seguinte. Só se promete a ponta à direita; o caminho até ela é desenhado pela raiz do tempo. Previsto em ${first}.`,
  outlookAlt: (ticker, date, intervals) =>
    `Perspectiva de ${ticker} a partir de ${date}: ${intervals.join("; ")}`,
  interval: (coverage) => `intervalo de ${percent(coverage, 0)}`,
  intervalValue: (lower, upper) => `${lower} a ${upper}`,
  intervalPrice: (lower, upper) => `${money(lower, 2)} a ${money(upper, 2)}`,
  latest: "Última resposta",
  columns: { name: "Classe", probability: "Probabilidade", usual: "Usual", difference: "Diferença, pontos" },
  answer: "Resposta",
  expected: "Retorno esperado",
  lastClose: "Último fechamento",
  asOf: "Dados até",
  set: (coverage) => `Classes tidas por possíveis (${percent(coverage, 0)})`,
  empty: "nenhuma",
  act: "Agir?",
  actYes: "Nada aqui contra; o veredito lá em cima vale do mesmo jeito",
  actNo: "Não agir",
  doubts: {
    all: "todas as classes são tidas por possíveis",
    none: "nenhuma classe é provável o bastante",
    outside: (features) => `não se parece com nada do que foi aprendido, sobretudo em ${features.join(", ")}`,
  },
};

export const predictions: Words["predictions"] = {
  heading: "Últimas previsões",
  none: "Este relatório foi feito sem previsões novas.",
  verdictHolds: ["O veredito ", "no alto desta página", " vale para estas respostas."],
  some: (nAll, nShown) => {
    const [buy, sell] = [classes.names.buy, classes.names.sell];
    return ` De ${count(nAll)}, são as ${nShown} com a maior e a menor P(${buy}) − P(${sell}).`;
  },
  caption: (horizons, models, trainedThrough) =>
    `Para os próximos ${horizons} pregões, por ${models}, que aprendeu com pregões até ${trainedThrough}. Abaixo de cada ` +
    "probabilidade: quantos pontos percentuais está acima ou abaixo da frequência da classe nos dados de treino, que é o " +
    "que se diria sem modelo.",
  probability: (label) => `P(${classes.names[label]})`,
  columns: {
    ticker: "Código",
    answer: "Resposta",
    expected: "Retorno esperado",
    lastClose: "Último fechamento, R$",
    dataDate: "Dados até",
  },
  warnings: "Avisos",
};
