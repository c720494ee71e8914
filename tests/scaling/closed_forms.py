"""What queueing theory says of queues simple enough for it; times in units of the mean service."""

from __future__ import annotations

from math import factorial


def erlang_c(servers: int, load: float) -> float:
    """Return the probability that a customer of M/M/c waits, for a load in erlangs."""
    waiting = load**servers / factorial(servers) * servers / (servers - load)
    return waiting / (sum(load**n / factorial(n) for n in range(servers)) + waiting)


def wait_in_m_m_c(servers: int, load: float) -> float:
    """Return the mean wait in M/M/c."""
    return erlang_c(servers, load) / (servers - load)


def wait_in_m_d_1(load: float) -> float:
    """Return the mean wait in M/D/1, by Pollaczek and Khinchine."""
    return load / 2 / (1 - load)


def refused_by_m_m_c_k(servers: int, places: int, load: float) -> float:
    """Return the share of customers who find all places taken, those in service among them."""
    states = [
        load**n / (factorial(n) if n <= servers else factorial(servers) * servers ** (n - servers))
        for n in range(places + 1)
    ]
    return states[-1] / sum(states)


def time_behind_priority(first: float, second: float) -> float:
    """Return the mean time in M/M/1 of those who give way at once to others; loads of both kinds."""
    return 1 / (1 - first) / (1 - first - second)
