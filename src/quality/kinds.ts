/**
 * What each kind of finding means for whoever uses the data.
 *
 * @module
 */

/** Meaning and consequence by kind of finding; those of the panel, which others pass in, included. */
export const MEANINGS: Readonly<Record<string, string>> = {
  missing_year: "The data have nothing of a whole year between two years they have. Load its file.",
  missing_session:
    "The exchange was open by its calendar, and no share has a quote. Load the day's or the year's file.",
  unknown_session: "Shares have quotes on a day on which the calendar says closed. The data are believed.",
  outside_calendar: "The calendar does not reach to these years, so sessions missing there go unnoticed.",
  missing_price: "The quote has no open, high, low or close. It is left out.",
  inconsistent_price:
    "Open or close lie outside low and high, so one of the four is wrong. The quote is left out.",
  average_outside_range: "The average price cannot lie outside low and high. The other prices are used.",
  average_contradicts_turnover:
    "Turnover over shares is far from the average price: one of the three is wrong.",
  average_outside_band:
    "Turnover over shares misses the average price by rounding only. Where most quotes do, shares or average were derived.",
  zero_volume: "A price without volume is nobody's. Features of volume are 0 there.",
  no_quotation_factor: "How many shares a price is for is not known; one is assumed.",
  unknown_code: "The market or board is not in B3's layout. The quote is kept.",
  stale_price:
    "Four equal prices day after day: either a share that hardly trades, or a source that repeats itself.",
  wrapped_trades:
    "COTAHIST counts trades modulo 100,000; the count is put back, the published one kept beside it.",
  unexplained_jump:
    "The close jumped beyond an ordinary day without a corporate action. Windows across it are left out.",
  unexplained_action: "The tape marks an event that no neat ratio explains. Windows across it are left out.",
  small_bonus: "A marked bonus is too small to be told from the day's move. It is left unadjusted.",
  long_silence: "The share did not trade for over a month. Windows across the silence are left out.",
  joined_codes: "A company changed its code. The old code's quotes are the new one's.",
  partly_known_payments:
    "Dividends are known for a part of the market or of the years. Returns elsewhere are without them.",
  several_series: "Several indices or rates are stored, and one had to be chosen.",
  double_code: "Two codes carry one share's history, which then counts twice.",
  other_papers: "Funds, receipts and rights are quoted beside shares. They are left out.",
};
