/**
 * Portuguese: how a network learned, and what its answers came from.
 *
 * @module
 */

import { FORMATS } from "../../formats.ts";
import type { Words } from "../words.ts";

const { count, number, percent } = FORMATS.pt;

export const learning: Words["learning"] = {
  heading: "Como aprendeu",
  epoch: "época",
  loss: "perda",
  train: "treino",
  validation: "validação",
  kept: " pesos mantidos ",
  caption: (bestEpoch, hasValidation) =>
    `O ajuste final, época a época; os pesos são os da época ${bestEpoch}. A perda de treino é medida enquanto partes da rede ` +
    "são deixadas de fora por sorteio. " +
    (hasValidation
      ? "As amostras de validação são posteriores a todas as de treino e não foram aprendidas."
      : "Nada foi escolhido por validação, por isso não há perda de validação; o desempenho da receita fora da amostra está nas notas."),
  alt: (nEpochs, first, last, validation, bestEpoch) =>
    `Perda em ${count(nEpochs)} épocas: treino de ${number(first, 4)} a ${number(last, 4)}` +
    (validation === null ? "" : `, validação por fim ${number(validation, 4)}`) +
    `; pesos da época ${bestEpoch}`,
  fold: (number) => `dobra ${count(number)}`,
  foldsCaption: (hasValidation) =>
    "Os ajustes que foram pontuados, um por dobra: perda " +
    (hasValidation
      ? "nas amostras de validação. Seus anos diferem, e por isso os níveis; uma linha que volta a subir aprendeu tempo demais."
      : "nas amostras aprendidas."),
  altFolds: (nFolds, hasValidation, least, most) =>
    `Perda de ${hasValidation ? "validação" : "treino"} de ${count(nFolds)} ${
      nFolds === 1 ? "dobra" : "dobras"
    }: ` +
    `com os pesos mantidos de ${number(least, 4)} a ${number(most, 4)}`,
};

export const attribution: Words["attribution"] = {
  heading: "De onde vêm as pontuações",
  explanation:
    "As maiores e as menores pontuações do último pregão do modelo, decompostas por gradientes integrados: quanto cada canal " +
    "acrescentou à pontuação de uma sequência toda na média. Isso diz o que a rede usou, não o que causa retornos. Uma " +
    "pontuação pode ser explicada até o último dígito e estar errada, e canais que dizem o mesmo dividem a contribuição.",
  axis: "contribuição à pontuação",
  sessions: "pregões antes da resposta",
  byFeature: (nShown, nAll) =>
    `Por canal, todos os pregões juntos${
      nShown < nAll ? `; os ${nShown} de mais peso entre ${nAll}` : ""
    }. À direita ` +
    "a pontuação sobe, à esquerda desce. A pontuação está entre parênteses depois do código.",
  bySession: "Por pregão, todos os canais juntos; 0 é o pregão da resposta.",
  altFeatures: (answers) => `Contribuições por canal: ${answers.join("; ")}`,
  altFeature: (ticker, feature, value) => `${ticker} sobretudo ${feature}, ${number(value, 4)}`,
  altSessions: (answers) => `Contribuições por pregão: ${answers.join("; ")}`,
  altSession: (ticker, share) => `${ticker} ${percent(share, 0)} dos últimos cinco pregões`,
};
