/**
 * Portuguese: the frame of the page, what the report is about, and its limits.
 *
 * @module
 */

import { FORMATS } from "../../formats.ts";
import type { Words } from "../words.ts";

const { count, date, money } = FORMATS.pt;

export const page: Words["page"] = {
  language: "pt-BR",
  title: (name, version) => `${name} ${version}: avaliação`,
  contents: "Conteúdo",
  disclaimer: "Para estudo. Não é recomendação de investimento.",
  untested: "Ainda não testado em pregões que não tinha visto",
  tested: (first, last, nSamples, nSessions) =>
    `Testado em pregões que não tinha visto: ${date(first)} a ${date(last)}, ${
      count(nSamples)
    } amostras em ` +
    `${count(nSessions)} pregões`,
  range: (first, last) => `${date(first)} a ${date(last)}`,
  untranslated: "Estas frases estão em inglês, como o programa as escreve.",
  plotly: {
    "Download plot as a PNG": "Baixar a figura como PNG",
    "Reset axes": "Restaurar os eixos",
    "Double-click to zoom back out": "Clique duas vezes para voltar",
  },
};

export const about: Words["about"] = {
  heading: "O que é isto",
  question: {
    xs_tercile: (kind, horizon) =>
      `Um modelo (${kind}) que diz, no fechamento de um pregão, onde uma ação da B3 vai ficar entre as ações desse ` +
      `pregão pelo retorno dos ${horizon} pregões seguintes: no melhor terço (comprar), no do meio (manter) ou no pior ` +
      "(vender). O retorno vai da abertura seguinte até a abertura do fim do prazo.",
    indicator_rule: (kind, horizon) =>
      `Um modelo (${kind}) que imita uma regra sobre os indicadores do mesmo pregão, mantida por compatibilidade ` +
      `(horizonte ${horizon}). A regra não olha nada do que vem depois, então não há o que prever.`,
    next_indicator_rule: (kind, horizon) =>
      `Um modelo (${kind}) que diz, no fechamento de um pregão, o que uma regra sobre indicadores dirá da ação no pregão ` +
      `seguinte dela, mantida por compatibilidade (horizonte ${horizon}). A regra quase sempre se cala, por isso é ` +
      'difícil superar "manter sempre", e o que ela diz não é o que a ação vai render.',
  },
  learned: "Aprendeu com",
  learnedValue: (nSamples, nTickers, first, last) =>
    `${count(nSamples)} amostras de ${count(nTickers)} códigos, ${date(first)} a ${date(last)}`,
  tested: "Testado em",
  source: "Fonte",
  compared: "Comparado com",
  more: "Tudo o que foi usado, e o que ficou de fora, está listado mais abaixo.",
};

export const universe: Words["universe"] = {
  heading: "Universo",
  rules: (minTurnover, minSessions, minClose) =>
    "Uma ação pertence ao universo de um pregão se em pelo menos metade dos últimos 60 pregões girou " +
    `${
      money(minTurnover)
    } ou mais, foi negociada em pelo menos ${minSessions} dos últimos 252, e o fechamento ` +
    `publicado é de pelo menos ${
      money(minClose)
    }. Tudo isso se sabe nesse fechamento: ações que sumiram depois ` +
    "estavam nele enquanto foram negociadas.",
  all: "O modelo aprende com toda ação e unit do mercado à vista que passa.",
  chosen: (n) =>
    `O modelo aprende só com ${n} códigos escolhidos; terços e postos são de todas as ações do universo.`,
  table: "O universo por ano",
  columns: { year: "Ano", tickers: "Códigos", samples: "Amostras" },
};

export const limits: Words["limits"] = {
  heading: "Limites",
  always: [
    "O que valeu no período de teste não precisa valer depois: o mercado muda, e outros acham os mesmos padrões.",
    "Uma classe é relativa. O melhor terço das ações de um pregão também cai quando o mercado cai.",
    "O modelo vê preços e volumes. Nada sabe de balanços, notícias ou intenções que não estejam neles.",
    "Pregões vizinhos partilham a maior parte dos dias dos seus retornos; milhares de amostras contêm bem menos fatos " +
    "independentes.",
    "Quem tenta muitos modelos e fica com o melhor fica também com a sorte: um veredito vale para pregões que não " +
    "participaram da escolha.",
    "O retorno começa na abertura registrada. A própria ordem, um livro raso ou uma ação suspensa podem piorar o preço.",
  ],
  coverage:
    "Intervalos e conjuntos cumprem o que prometem em média, em ações e pregões como os anteriores; não em cada ação, " +
    "e não numa queda a que nada antes se pareceu.",
  backtest:
    "A simulação executa nas aberturas registradas, a custos supostos, não move preço algum e não paga imposto de renda. " +
    "Mostra o que teria sido, nos dados em que a receita foi encontrada.",
};

export const reproduce: Words["reproduce"] = {
  heading: "Como refazer",
  sentence:
    "Os mesmos dados, configurações e semente dão os mesmos números. Um arquivo de execução contém as configurações abaixo.",
  settings: "Configurações",
};
