/**
 * Portuguese: the backtest.
 *
 * @module
 */

import { FORMATS } from "../../formats.ts";
import type { Words } from "../words.ts";

const { count, money, number, percent, date, month } = FORMATS.pt;

export const backtest: Words["backtest"] = {
  heading: "Simulação",
  strategy: ({ kind, every, quantile, threshold }) => {
    const when = `Decidida a cada ${every} pregões no fechamento, negociada na abertura seguinte: `;
    switch (kind) {
      case "top_quantile":
        return `${when}os melhores ${percent(quantile ?? null, 0)} das ações pela nota, em pesos iguais.`;
      case "long_short":
        return `${when}os melhores ${
          percent(quantile ?? null, 0)
        } das ações pela nota em carteira, e outras ` +
          "tantas das piores alugadas e vendidas, em pesos iguais.";
      case "threshold":
        return `${when}toda ação com nota acima de ${
          number(threshold ?? null, 3)
        }, em pesos iguais; o resto fica ` +
          "em caixa.";
    }
  },
  names: {
    equal_weight: "pesos iguais, mantidos",
    ibovespa: "Ibovespa",
    cdi: "caixa (CDI)",
  },
  equity: "Em que se transformaram 100",
  equityCaption:
    "Valor em cada fechamento, 100 no começo, depois dos custos onde são cobrados. Na escala logarítmica, passos iguais são percentagens iguais.",
  equityAlt: (ends) => `Em que se transformaram 100, escala logarítmica: ${ends.join("; ")}`,
  drawdown: "Abaixo da última máxima",
  drawdownCaption: "Quanto cada fechamento ficou abaixo do maior anterior.",
  drawdownAlt: (falls) => `Quedas desde a máxima, a mais funda de cada: ${falls.join("; ")}`,
  months: (name) => `Retornos de ${name} por mês`,
  monthsCaption: (name) =>
    `Retornos de ${name} por mês, em porcentagem. O sinal de mais é ganho, o de menos é perda; quanto mais funda a cor, maior. ` +
    "O primeiro e o último mês podem estar incompletos.",
  monthNames: ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"],
  year: "Ano",
  statistics: "Estatísticas",
  statisticsCaption: (first, last) =>
    `${date(first)} a ${date(last)}; os retornos são simples, de fechamento a fechamento, em reais.`,
  columns: {
    name: "Estratégia",
    totalReturn: "Retorno",
    cagr: "Ao ano",
    volatility: "Volatilidade",
    sharpe: "Sharpe",
    sortino: "Sortino",
    drawdown: "Queda mais funda",
    calmar: "Calmar",
    probability: "P(Sharpe > 0)",
    deflated: "após tentativas",
    turnover: "Giro ao ano",
  },
  fall: (peak, trough) => `${month(peak)} a ${month(trough)}`,
  recovery: (recovery) => recovery === null ? "não recuperada" : `recuperada em ${month(recovery)}`,
  conventionsHeading: "Convenções e custos",
  trials: (n) =>
    `Após tentativas: a mesma probabilidade contra o melhor índice de Sharpe que ${
      count(n)
    } tentativas sem acerto ` +
    "mostrariam. Abaixo de 95% está ao alcance da sorte.",
  conventions: [
    "Um ano tem 252 pregões. “Ao ano” é crescimento composto: (último/primeiro)^(252/n) − 1.",
    "A volatilidade é o desvio padrão amostral dos retornos diários × √252.",
    "Sharpe: retorno diário médio acima do caixa sobre o seu desvio padrão amostral × √252. Sortino tem no lugar deste a raiz da média dos quadrados dos retornos abaixo do caixa, sobre todos os dias. Calmar: crescimento ao ano sobre a queda mais funda.",
    "P(Sharpe > 0) leva em conta o comprimento, a assimetria e as caudas desta curva, não as estratégias tentadas antes dela.",
    "O giro é a metade do que se comprou e vendeu num ano sobre o valor médio: 1 troca tudo uma vez.",
  ],
  costs: ({ capital, lot, fees, slippage, halfSpread, maxVolumeShare, borrowRate }) => [
    `Capital de ${money(capital)}, lotes de ${count(lot)}.`,
    `Tarifas da B3, de quem compra e de quem vende: ${
      fees.map(({ from, rate }) => percent(rate, 4) + (Number.isFinite(from) ? ` desde ${date(from)}` : ""))
        .join("; ")
    }.`,
    `Executada na abertura, pior em ${percent(slippage, 2)} e em meio spread do último fechamento (${
      percent(halfSpread, 2)
    } onde não se conhece); no máximo ${percent(maxVolumeShare, 0)} do volume de um pregão.`,
    `Ações alugadas custam ${percent(borrowRate, 1)} ao ano. O imposto de renda não é cobrado.`,
  ],
};
