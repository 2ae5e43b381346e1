"""Writes ledger.json: five trades on eight sessions, worked out line by line in exact decimals.

Run from this folder: python make_ledger.py

Rules: capital 100,000.00; lots of 100; fee 0.0300 % of the money traded; filled 0.15 % worse than the open (0.10 %
slippage and 0.05 % half spread); cash earns 0.05 % a session; borrowed shares cost 0.01 % a session of their worth.
"""

import json
from decimal import Decimal as D
from decimal import getcontext

getcontext().prec = 40
FEE, WORSE, CDI, BORROW = D("0.0003"), D("0.0015"), D("0.0005"), D("0.0001")

CLOSE = {
    "AAAA3": ["10.00", "10.50", "10.00", "5.20", "5.30", "5.50", "5.60", "5.70"],  # two for one on session 3
    "BBBB4": ["20.00", "20.10", "20.40", "20.60", "20.20", "20.40", "20.50", "20.60"],  # pays 0.50 on session 4
    "CCCC3": ["8.00", "8.00", "8.00", "8.10", "8.30", "8.50", "8.40", "8.30"],  # does not trade on session 2
}

entries, cash, held, equity = [], D("100000"), {"AAAA3": 0, "BBBB4": 0, "CCCC3": 0}, []


def enter(session, kind, ticker, shares, change):
    global cash
    cash += change
    if ticker:
        held[ticker] += shares
    entries.append({"session": session, "kind": kind, "ticker": ticker, "shares": shares, "cash": f"{change:.9f}"})


def buy(session, ticker, shares, open_):
    paid = shares * D(open_) * (1 + WORSE)
    enter(session, "buy", ticker, shares, -paid - paid * FEE)


def sell(session, ticker, shares, open_):
    got = shares * D(open_) * (1 - WORSE)
    enter(session, "sell", ticker, -shares, got - got * FEE)


def interest(session):
    enter(session, "interest", None, 0, cash * CDI)


def close(session):
    equity.append(cash + sum(n * D(CLOSE[ticker][session]) for ticker, n in held.items()))


# Session 0. Decided: 40 % AAAA3 = 40,000 / 10.00 = 4,000 shares; 30 % BBBB4 = 30,000 / 20.00 = 1,500.
close(0)
# Session 1. Trades 1 and 2.
interest(1)
buy(1, "AAAA3", 4000, "10.20")
buy(1, "BBBB4", 1500, "19.80")
close(1)
# Session 2. Decided: AAAA3 out; 30 % BBBB4 = 30,011 / 20.40 = 1,471 shares, less than a lot away from 1,500, so nothing;
# -20.5 % CCCC3 = 20,508 / 8.00 (its last close, of session 1) = 2,563 shares owed, 2,500 in whole lots.
interest(2)
close(2)
assert 1400 < equity[2] * D("0.3") / D("20.40") < 1500 and 2500 < equity[2] * D("0.205") / 8 < 2600
# Session 3. The 4,000 AAAA3 are 8,000 now. Trades 3 and 4.
interest(3)
enter(3, "split", "AAAA3", 4000, D(0))
sell(3, "AAAA3", 8000, "5.10")
sell(3, "CCCC3", 2500, "7.90")
close(3)
# Session 4. BBBB4 pays 0.50 a share to who held it at the close of session 3; what is owed costs on that close, 8.10.
interest(4)
enter(4, "borrowing", "CCCC3", 0, -2500 * D("8.10") * BORROW)
enter(4, "payment", "BBBB4", 0, 1500 * D("0.50"))
close(4)
# Session 5. Decided: 30 % BBBB4, again less than a lot away; CCCC3 out.
interest(5)
enter(5, "borrowing", "CCCC3", 0, -2500 * D("8.30") * BORROW)
close(5)
assert 1400 < equity[5] * D("0.3") / D("20.40") < 1500
# Session 6. Trade 5.
interest(6)
enter(6, "borrowing", "CCCC3", 0, -2500 * D("8.50") * BORROW)
buy(6, "CCCC3", 2500, "8.50")
close(6)
# Session 7. Nothing is ordered.
interest(7)
close(7)

with open("ledger.json", "w", encoding="utf-8") as file:
    json.dump({"entries": entries, "equity": [f"{worth:.9f}" for worth in equity]}, file, indent=1)
    file.write("\n")
