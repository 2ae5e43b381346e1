/**
 * Portuguese: the scores beside the baselines.
 *
 * @module
 */

import { FORMATS } from "../../formats.ts";
import type { Words } from "../words.ts";

const { count, money, number } = FORMATS.pt;

export const scores: Words["scores"] = {
  heading: "Notas",
  none: "Não há notas: nada foi testado fora da amostra.",
  caption: (nSamples, horizon) =>
    `Modelos e linhas de base nas mesmas ${
      count(nSamples)
    } amostras; os rótulos olham ${horizon} pregões à frente. ↑ ` +
    "maior é melhor, ↓ menor é melhor. O melhor número de uma coluna está em negrito, o que por si só não quer dizer " +
    "que seja melhor que o acaso.",
  seeds: (nSeeds) =>
    ` Onde há ± abaixo de um número, são a média e o desvio padrão de ${nSeeds} sementes: quanto é sorte do sorteio.`,
  model: "Modelo",
  baselines: "Linhas de base",
  greater: "maior é melhor",
  smaller: "menor é melhor",
  columns: {
    rankIc: "Rank IC",
    icir: "ICIR",
    t: "t",
    logLoss: "Log loss",
    brier: "Brier",
    accuracy: "Acurácia",
    balanced: "Balanceada",
    macroF1: "F1 macro",
  },
  impossible: (name, n) =>
    `${name} deu probabilidade 0 ao que aconteceu em ${count(n)} amostras, o que domina a sua log loss.`,
  glossaryHeading: "Como ler as notas",
  glossary: [
    [
      "Rank IC",
      "Correlação de postos, dentro de um pregão, entre a ordem das ações segundo o modelo e a ordem do que renderam. 0 é adivinhar, 0,05 é bom para preços diários, e o que parece 0,3 costuma ser erro.",
    ],
    [
      "ICIR, t",
      "ICIR é o rank IC médio dividido pela sua dispersão: a regularidade. t diz a quantos erros padrão de 0 está a média, levada em conta a sobreposição dos rótulos; abaixo de 2 está ao alcance do acaso.",
    ],
    [
      "Log loss",
      "O quanto o modelo se surpreendeu com o que veio, em nats. Chutar terços dá ln 3 = 1,0986; só vale algo ficar abaixo das linhas de base.",
    ],
    [
      "Brier",
      "Distância quadrática entre as probabilidades e a verdade, de 0 a 2. Chutar terços dá 0,667.",
    ],
    [
      "Acurácia, balanceada",
      "Parte das classes certas, e a média dessa parte nas três classes. Com uma classe em cada terço, chutar dá 33%.",
    ],
    [
      "F1 macro",
      "Média, nas classes, do equilíbrio entre achar uma classe e acertar ao dizê-la. Um modelo que diz sempre o mesmo fica baixo aqui, mesmo com acurácia alta.",
    ],
    ["–", "Não se pode dizer: a resposta não tem probabilidades, ou não ordena."],
  ],
};

export const comparison: Words["comparison"] = {
  heading: "Quanto melhor que cada linha de base",
  explanation: (model, tNeeded, horizon) =>
    `Ganho de ${model} nos mesmos pregões. Uma barra que atravessa o 0 não conta como melhor: ela tem ${tNeeded} erros ` +
    `padrão para cada lado, pela mais cautelosa de duas estimativas (Newey-West com ${horizon} defasagens, pois os rótulos ` +
    "se sobrepõem; e poucos blocos longos de pregões).",
  captions: {
    rankIc: "A ordem dentro de um pregão.",
    logLoss: "As probabilidades das classes.",
  },
  gains: { rankIc: "Ganho em rank IC", logLoss: "Ganho em log loss, nats" },
  axis: (what) => `${what} (> 0 é melhor)`,
  alt: (what, baselines) => `${what} e a sua incerteza: ${baselines.join("; ")}`,
  altOver: (baseline, value, half) =>
    `sobre ${baseline} ${number(value, 4)} (${
      half === null ? "incerteza desconhecida" : `${number(value - half, 4)} a ${number(value + half, 4)}`
    })`,
  figures: "As comparações em números",
  table: "O modelo contra cada linha de base",
  names: { rankIc: "rank IC", logLoss: "log loss" },
  columns: {
    baseline: "Linha de base",
    score: "Nota",
    model: "Modelo",
    ofBaseline: "Linha de base",
    gain: "Ganho",
    t: "t",
    blockT: "t por blocos",
    sessions: "Pregões",
  },
};

export const rankIc: Words["rankIc"] = {
  heading: "Rank IC ao longo do tempo",
  none: "Nenhum pregão teve ações bastantes para ordenar.",
  caption:
    "O rank IC de cada pregão, somado. Acerto regular é uma subida reta; um trecho plano é tempo sem nenhum. Linhas de base são tracejadas; de muitas, desenham-se as que melhor ordenam.",
  axis: "Rank IC, somado",
  alt: (ends) => `Rank IC somado por pregão: ${ends.join("; ") || "nada foi ordenado"}`,
  altEnd: (name, value) => `${name} termina em ${number(value ?? null, 2)}`,
  years: "Ano a ano",
  yearsCaption: (baseline) =>
    "Rank IC médio de cada ano civil" +
    (baseline === undefined
      ? "."
      : `, ao lado da linha de base que melhor ordena, ${baseline} (barras vazias).`) +
    " Acerto que só aparece em um ano é uma estação. O primeiro e o último ano podem estar incompletos.",
  yearsAxis: "Rank IC médio",
  yearsAlt: (rows) => `Rank IC médio por ano: ${rows.join("; ")}`,
  yearsTable: "Notas por ano",
  yearsOf: (name) => `Notas de ${name} por ano civil da decisão`,
  columns: {
    year: "Ano",
    rankIc: "Rank IC",
    logLoss: "Log loss",
    accuracy: "Acurácia",
    sessions: "Pregões",
    samples: "Amostras",
  },
};

export const quantiles: Words["quantiles"] = {
  heading: "O que a ordenação rendeu",
  explanation: (horizon) =>
    `As ações de cada pregão em cinco partes pela nota do modelo, e o que cada parte rendeu em ${horizon} pregões, antes de ` +
    "custos. Acerto aparece como escada; um degrau só numa ponta são poucas ações.",
  caption: (baseline) =>
    "Retorno médio por quinto da nota" +
    (baseline === undefined
      ? "."
      : `, ao lado da linha de base que melhor ordena, ${baseline} (barras vazias).`),
  fifths: ["mais baixo", "2", "3", "4", "mais alto"],
  axis: "Retorno médio",
  xAxis: "Quinto da nota",
  alt: (rows) => `Retorno médio por quinto da nota, do mais baixo ao mais alto: ${rows.join("; ")}`,
  table: "Quinto mais alto menos o mais baixo",
  columns: {
    model: "Modelo",
    longShort: "Mais alto menos mais baixo",
    t: "t",
    monotonicity: "Monotonia",
    turnover: "Giro",
    sessions: "Pregões",
  },
  note:
    "A monotonia é 1 se cada quinto rendeu mais que o de baixo. O giro é a parte do quinto mais alto que se troca de um prazo para o seguinte: quanto maior, mais custos.",
};

export const liquidity: Words["liquidity"] = {
  heading: "Onde se pode negociar",
  explanation:
    "As mesmas notas nas ações que giram bastante, ordenadas só entre elas. Acerto que some entre as líquidas não se negocia.",
  table: "Notas por giro",
  from: (turnover) => money(turnover),
  columns: {
    turnover: "Giro mediano por dia, a partir de",
    model: "Modelo",
    rankIc: "Rank IC",
    t: "t",
    logLoss: "Log loss",
    accuracy: "Acurácia",
    samples: "Amostras",
  },
};

export const regression: Words["regression"] = {
  heading: "Retornos e preços previstos",
  explanation:
    "Retornos esperados contra o que veio. R² é a parte do erro quadrático que se evita: contra 0 (“nada acontece”), e contra o retorno médio dos dados de treino. Abaixo de 0 é pior que não dizer nada.",
  table: "Erros dos retornos esperados",
  columns: {
    model: "Modelo",
    mae: "MAE",
    rmse: "RMSE",
    zeroMae: "MAE de 0",
    zeroRmse: "RMSE de 0",
    rSquaredZero: "R² contra 0",
    rSquaredMean: "R² contra a média",
    mase: "MASE",
  },
  priceTable: "Erros dos preços que esses retornos implicam",
  priceWarning: (r2) =>
    `Um R² de níveis de preço perto de 1 não é acerto: “o preço fica como está” obtém ${
      number(r2, 4)
    } aqui, porque as ações custam de um a cem reais e continuam assim. Só conta a diferença para essa linha.`,
  priceColumns: { forecast: "Previsão", mape: "MAPE", mae: "MAE, R$", rmse: "RMSE, R$", rSquared: "R²" },
  priceCaption: "O preço na decisão vezes 1 mais o retorno esperado, contra o preço que veio.",
  persistence: "preço inalterado",
};
