/**
 * Answers in the shape of B3's feed of corporate actions, for tests.
 *
 * @module
 */

type Json = Record<string, unknown>;

/** A record of `stockDividends`: Banco do Brasil's split of 2024 unless said otherwise. */
export function shareRecord(about: Json = {}): Json {
  return {
    factor: "100,00000000000",
    approvedOn: "02/02/2024",
    isinCode: "BRBBASACNOR3",
    label: "DESDOBRAMENTO",
    lastDatePrior: "15/04/2024",
    ...about,
  };
}

/** A record of `GetListedCashDividends`: a payment of 1 % of the price. */
export function cashRecord(about: Json = {}): Json {
  return {
    typeStock: "ON",
    dateApproval: "01/03/2024",
    valueCash: "0,50",
    ratio: "1",
    corporateAction: "DIVIDENDO",
    lastDatePriorEx: "11/03/2024",
    closingPricePriorExDate: "50,00",
    quotedPerShares: "1",
    corporateActionPrice: "1,000000",
    ...about,
  };
}

/** An answer of `GetListedSupplementCompany`. */
export function companyAnswer(about: Json = {}, ...stockDividends: readonly Json[]): Json[] {
  return [{
    tradingName: "BRASIL      ",
    code: "BBAS",
    cashDividends: [],
    stockDividends,
    subscriptions: [],
    ...about,
  }];
}

/** A page of `GetListedCashDividends`, the first and only one unless said otherwise. */
export function pageAnswer(results: readonly Json[], pageNumber = 1, totalPages = 1): Json {
  return { page: { pageNumber, pageSize: 100, totalRecords: results.length, totalPages }, results };
}
