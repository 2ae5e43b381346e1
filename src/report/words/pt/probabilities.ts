/**
 * Portuguese: classes, and what their probabilities and sets are worth.
 *
 * @module
 */

import { FORMATS } from "../../formats.ts";
import type { Words } from "../words.ts";

const { count, number, gain, percent } = FORMATS.pt;

export const classes: Words["classes"] = {
  heading: "Classes",
  names: { sell: "vender", hold: "manter", buy: "comprar" },
  none: "Não há matriz de confusão: nada foi testado fora da amostra.",
  confusion: "Matriz de confusão",
  confusionCaption: (name) =>
    `Matriz de confusão de ${name}: amostras, e de cada classe verdadeira a parte que recebeu cada resposta. As células contornadas estão certas.`,
  said: "disse",
  was: "era",
  table: "Notas por classe",
  tableCaption:
    "Do que foi dito, quanto estava certo (precisão); do que veio, quanto foi achado (revocação).",
  columns: {
    name: "Classe",
    precision: "Precisão",
    recall: "Revocação",
    f1: "F1",
    came: "Veio",
    said: "Dito",
  },
  returnAxis: "Retorno no horizonte",
  crossSectionAlt: (feature, date, byClass) =>
    `${feature} e o retorno que se seguiu, ações de ${date}: ${byClass.join(", ")}`,
};

export const calibration: Words["calibration"] = {
  heading: "As probabilidades são verdadeiras?",
  explanation: (name) =>
    `Respostas de ${name} pela probabilidade que deram, e com que frequência se confirmaram. Na linha pontilhada, o que ` +
    "se diz com 40% acontece em 40 de 100 casos; abaixo dela o modelo promete demais. Quanto maior a marca, mais respostas.",
  topCaption: "A classe mais provável: quanta certeza, e quanto acerto.",
  classesCaption: "Cada classe contra as outras duas.",
  top: "classe mais provável",
  xAxis: "Probabilidade dita",
  yAxis: "Parte que veio",
  hover: (n) => `${count(n)} respostas`,
  alt: (rows) => `Probabilidade dita contra a parte que veio: ${rows.join("; ") || "nenhuma resposta"}`,
  altRow: (name, n, said, came) =>
    `${name}, ${count(n)} respostas, em média ${percent(said)} dito e ${percent(came)} veio`,
  error: "Erro de calibração",
  errorValue: (value) => `${percent(value)} de distância média da linha pontilhada (15 faixas)`,
  gain: "Log loss contra a climatologia",
  gainValue: (logLoss, climatology) =>
    logLoss === null || climatology === null
      ? "–"
      : `${number(logLoss, 4)} contra ${number(climatology, 4)}: ${gain(climatology - logLoss, 4)} nats (${
        percent(1 - logLoss / climatology, 2)
      })`,
  note:
    "Bem calibrado não é o mesmo que útil: quem diz sempre a frequência das classes também está na linha. O ganho sobre a climatologia diz se as probabilidades sabem mais que isso.",
};

export const coverage: Words["coverage"] = {
  heading: "Os intervalos cumprem o que prometem?",
  explanation:
    "A parte dos resultados de cada ano que ficou dentro do prometido, por regras que só conheciam resultados de antes. Uma média esconde uma promessa cumprida nos anos calmos e quebrada naquele em que era precisa: olhe o pior ano.",
  titles: {
    return: (nominal) => `Intervalos do retorno, ${percent(nominal, 0)} prometidos`,
    class: (nominal) => `Conjuntos de classes, ${percent(nominal, 0)} prometidos`,
  },
  observed: "observado",
  promised: "prometido",
  coverageAxis: "Dentro",
  widthAxis: { return: "Largura", class: "Classes" },
  alt: (nominal, years) => `Parte dentro por ano, ${percent(nominal, 0)} prometidos: ${years.join("; ")}`,
  caption: {
    return: "Acima: parte dentro, por ano. Abaixo: largura média, da ponta de baixo à de cima.",
    class: "Acima: parte dentro, por ano. Abaixo: número médio de classes no conjunto; 3 não diz nada.",
  },
  all: "todos",
  columns: {
    year: "Ano",
    inside: "Dentro",
    difference: "Desvio",
    width: "Largura média",
    samples: "Amostras",
  },
  acting: (abstained, accuracy) =>
    `Em ${
      percent(abstained)
    } das amostras não havia com que agir: nenhuma classe no conjunto, ou todas. Das outras ` +
    `respostas, ${percent(accuracy)} estavam certas.`,
  unbounded: (n) => `Para ${count(n)} amostras ainda nada se podia prometer; elas não contam.`,
};
