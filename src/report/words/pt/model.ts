/**
 * Portuguese: the model, its folds and its features.
 *
 * @module
 */

import { FORMATS } from "../../formats.ts";
import type { Words } from "../words.ts";

const { count, number } = FORMATS.pt;

export const model: Words["model"] = {
  heading: "Modelo",
  kind: "Tipo",
  kinds: { rf: "floresta aleatória", ridge: "regressão ridge", lstm: "rede recorrente LSTM" },
  version: "Versão",
  label: "Rótulo",
  labels: {
    xs_tercile: "melhor, médio e pior terço das ações do pregão pelo retorno a partir da abertura seguinte",
    indicator_rule: "uma regra sobre os próprios indicadores da linha (compatibilidade; nada prevê)",
    next_indicator_rule:
      "uma regra sobre os indicadores do pregão seguinte da ação (compatibilidade; não é retorno)",
  },
  horizon: "Horizonte",
  sessions: (n) => `${count(n)} pregões`,
  prices: "Preços",
  featurePrices: "Preços dos atributos",
  returnPrices: "Preços dos retornos",
  features: "Atributos",
  seed: "Semente",
  hyperparameters: "Hiperparâmetros",
};

export const folds: Words["folds"] = {
  heading: "Treino e teste",
  none: "Não há dobras: nada foi testado fora da amostra.",
  explanation:
    "Cada linha é um treino e o teste que o seguiu; um modelo nunca viu os pregões em que foi testado.",
  table: "Dobras",
  caption: "Dobras, da mais antiga à mais nova.",
  fold: "Dobra",
  roles: { train: "treino", purge: "purga", embargo: "embargo", validation: "validação", test: "teste" },
  titles: { train: "Treino", validation: "Validação", test: "Teste" },
  samples: "amostras",
  figureCaption:
    "Com que cada dobra aprende e em que é testada. Amostras purgadas têm rótulos que entram no teste; o embargo deixa de fora mais algumas.",
  hover: (role, what) => `dobra %{y}, ${role}: ${what}`,
  block: (nSamples, nSessions) => `${count(nSamples)} amostras de ${count(nSessions)} pregões`,
  alt: (folds) => `${folds.length} ${folds.length === 1 ? "dobra" : "dobras"}: ${folds.join(", ")}`,
  altFold: (fold, nTrain, nTest) =>
    `a dobra ${fold} aprende com ${count(nTrain)} amostras e é testada em ${count(nTest)}`,
};

export const importances: Words["importances"] = {
  heading: "Atributos que pesam",
  none: "Este modelo nada diz sobre a importância dos seus atributos.",
  methods: {
    gini: "Queda média da impureza de Gini nas árvores; favorece atributos com muitos valores",
    permutation:
      "Importância por permutação nas amostras de teste: queda do rank IC quando o atributo é embaralhado dentro do pregão",
  },
  caption: (method, nShown, nAll) =>
    `${method}. Os primeiros ${nShown} de ${nAll}. Atributos que dizem o mesmo dividem a importância, e importância não ` +
    "é causa.",
  alt: (features) => `Importância dos atributos, da maior à menor: ${features.join("; ")}`,
  altFeature: (feature, value) => `${feature} ${number(value, 4)}`,
};
