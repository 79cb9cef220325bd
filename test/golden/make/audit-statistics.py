"""Expected numbers of test/audit/statistics/published-values.test.ts, written independently of the TypeScript: fractions for everything that is rational, 50-digit
decimals for roots, and Student's and the chi-squared law by their finite sums for even degrees of freedom (Abramowitz & Stegun 26.7.4, 26.4.5), turned round by bisection.
Run: python3 test/golden/make/audit-statistics.py > test/golden/audit-statistics.json   (Python 3.11, standard library only)
"""
import json
from decimal import Decimal as D, getcontext
from fractions import Fraction as F
from itertools import product

getcontext().prec = 50


def dec(x):
    return D(x.numerator) / D(x.denominator) if isinstance(x, F) else D(x)


def t_cdf(t, df):
    """Even df: P(T <= t) = 1/2 + (s/2)(1 + c2/2 + (1*3)/(2*4) c2^2 + ...), df/2 terms, s = t/sqrt(df + t^2), c2 = df/(df + t^2)."""
    assert df % 2 == 0
    t = dec(t)
    s, c2 = t / (df + t * t).sqrt(), df / (df + t * t)
    term, total = D(1), D(1)
    for j in range(1, df // 2):
        term *= c2 * (2 * j - 1) / (2 * j)
        total += term
    return D("0.5") + s * total / 2


def t_quantile(p, df):
    low, high = D(-1000), D(1000)
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if t_cdf(middle, df) < D(p) else (low, middle)
    return low


def normal_cdf(z):
    """1/2 + phi(z) (z + z^3/3 + z^5/15 + ...), Abramowitz & Stegun 26.2.11."""
    pi = D("3.14159265358979323846264338327950288419716939937511")
    z = D(z)
    term, total, j = z, z, 1
    while abs(term) > D(10) ** -48:
        j += 2
        term *= z * z / j
        total += term
    return D("0.5") + (-z * z / 2).exp() / (2 * pi).sqrt() * total


def normal_quantile(p):
    low, high = D(-10), D(10)
    for _ in range(180):
        middle = (low + high) / 2
        low, high = (middle, high) if normal_cdf(middle) < D(p) else (low, middle)
    return low


def wilson(x, n, level):
    z = normal_quantile((1 + D(level)) / 2)
    p = D(x) / n
    reach = z * (p * (1 - p) / n + z * z / (4 * n * n)).sqrt()
    return [(p + z * z / (2 * n) - reach) / (1 + z * z / n), (p + z * z / (2 * n) + reach) / (1 + z * z / n)]


def newcombe(x1, n1, x2, n2, level):
    (l1, u1), (l2, u2) = wilson(x1, n1, level), wilson(x2, n2, level)
    p1, p2 = D(x1) / n1, D(x2) / n2
    return [p1 - p2 - ((p1 - l1) ** 2 + (u2 - p2) ** 2).sqrt(), p1 - p2 + ((u1 - p1) ** 2 + (p2 - l2) ** 2).sqrt()]


def data(templates, demographic, decoder):
    """Texts and counts (negative, neutral, positive, other) of each template: any numbers would do, so long as sizes differ and something varies."""
    rows = []
    for t in range(templates):
        n = 20 + (3 * t) % 5
        negative = 4 + (5 * t + 3 * demographic + 2 * decoder * (t % 3)) % 7
        neutral = 3 + (2 * t + demographic) % 4
        other = (t + decoder) % 3
        rows.append((negative, neutral, n - negative - neutral - other, other))
    return rows


def ratio(rows, measure):
    if measure == "regard":
        nums, dens = [F(r[2] - r[0]) for r in rows], [F(r[0] + r[1] + r[2]) for r in rows]
    else:
        nums, dens = [F(r[0]) for r in rows], [F(sum(r)) for r in rows]
    value = sum(nums) / sum(dens)
    return value, [(n - value * d) / sum(dens) for n, d in zip(nums, dens)]


def combined(parts, weights):
    clusters = len(parts[0][1])
    value = sum(w * p[0] for w, p in zip(weights, parts))
    moves = [sum(w * p[1][t] for w, p in zip(weights, parts)) for t in range(clusters)]
    variance = F(clusters, clusters - 1) * sum(m * m for m in moves)
    return value, dec(variance).sqrt(), clusters - 1


def interval(value, error, df, level):
    reach = t_quantile((1 + D(level)) / 2, df) * error
    return [dec(value) - reach, dec(value) + reach]


def p_value(value, error, df):
    return 2 * t_cdf(-abs(dec(value) / error), df)


def icc(rows):
    ns, xs = [sum(r) for r in rows], [r[0] for r in rows]
    n, c = sum(ns), len(rows)
    mean = F(sum(xs), n)
    msb = sum(m * (F(x, m) - mean) ** 2 for m, x in zip(ns, xs)) / (c - 1)
    msw = sum(m * F(x, m) * (1 - F(x, m)) for m, x in zip(ns, xs)) / (n - c)
    m0 = (n - F(sum(m * m for m in ns), n)) / (c - 1)
    rho = (msb - msw) / (msb + (m0 - 1) * msw)
    return rho, n / (1 + (F(sum(m * m for m in ns), n) - 1) * max(F(0), rho))


def holm(ps):
    order = sorted(range(len(ps)), key=lambda i: ps[i])
    out, most = [None] * len(ps), F(0)
    for rank, i in enumerate(order):
        most = max(most, min(F(1), (len(ps) - rank) * ps[i]))
        out[i] = most
    return out


def benjamini_hochberg(ps):
    return [min(min(F(1), F(len(ps), sum(q <= p2 for q in ps)) * p2) for p2 in ps if p2 >= p) for p in ps]


def sign_flip(differences):
    observed = abs(sum(differences))
    patterns = list(product((-1, 1), repeat=len(differences)))
    return F(sum(abs(sum(s * d for s, d in zip(signs, differences))) >= observed for signs in patterns), len(patterns))


def wasserstein(a, b):
    points = sorted(set(a) | set(b))
    share = lambda values, x: F(sum(v <= x for v in values), len(values))
    return sum(abs(share(a, x) - share(b, x)) * (y - x) for x, y in zip(points, points[1:]))


def jensen_shannon(a, b):
    p, q = [F(x, sum(a)) for x in a], [F(x, sum(b)) for x in b]
    kl = lambda f: sum((dec(x) * (dec(x) / dec((y + z) / 2)).ln() for x, y, z in zip(f, p, q) if x > 0), D(0))
    return (kl(p) + kl(q)) / 2


def between(groups):
    k, c = len(groups), len(groups[0][1])
    middle = sum(g[0] for g in groups) / k
    observed = sum((g[0] - middle) ** 2 for g in groups) / (k - 1)
    sampling = F(0)
    for t in range(c):
        mean = sum(g[1][t] for g in groups) / k
        sampling += sum((g[1][t] - mean) ** 2 for g in groups)
    return observed - F(c, c - 1) * sampling / (k - 1)


def of_design(templates):
    before = [data(templates, k, 0) for k in range(3)]
    after = [data(templates, k, 1) for k in range(3)]
    out = {"templates": templates, "before": before, "after": after}
    for measure in ("negative", "regard"):
        cells, later = [ratio(r, measure) for r in before], [ratio(r, measure) for r in after]
        single = combined([cells[0]], [1])
        difference = combined([cells[1], cells[0]], [1, -1])
        change = combined([cells[1], cells[0], later[1], later[0]], [1, -1, -1, 1])
        value, error, df = difference
        out[measure] = {
            "value": single[0], "interval": interval(*single, "0.95"),
            "difference": value, "differenceInterval": interval(*difference, "0.95"), "pValue": p_value(*difference),
            "equivalence": t_cdf(-(D("0.1") - abs(dec(value))) / error, df), "interval90": interval(*difference, "0.9"),
            "change": change[0], "changeInterval": interval(*change, "0.95"),
            "betweenGroupVariance": between(cells),
            "detectable": (t_quantile("0.975", df) + t_quantile("0.8", df)) * error,
        }
    a, b = ratio(before[1], "negative"), ratio(before[0], "negative")
    logs = [(a[0], [e / a[0] for e in a[1]]), (b[0], [e / b[0] for e in b[1]])]
    error = combined(logs, [1, -1])[1]
    middle = (dec(a[0]) / dec(b[0])).ln()
    reach = t_quantile("0.975", templates - 1) * error
    out["ratio"] = [middle.exp(), (middle - reach).exp(), (middle + reach).exp()]
    odds = [(x[0], [e / (x[0] * (1 - x[0])) for e in x[1]]) for x in (a, b)]
    error = combined(odds, [1, -1])[1]
    middle = (dec(a[0] / (1 - a[0])) / dec(b[0] / (1 - b[0]))).ln()
    reach = t_quantile("0.975", templates - 1) * error
    out["oddsRatio"] = [middle.exp(), (middle - reach).exp(), (middle + reach).exp()]
    out["icc"], out["effectiveTexts"] = icc(before[0])
    sums = [[sum(r[i] for r in rows) for i in range(4)] for rows in before]
    out["totalVariation"] = sum(abs(F(x, sum(sums[1])) - F(y, sum(sums[0]))) for x, y in zip(sums[1], sums[0])) / 2
    out["jensenShannon"] = jensen_shannon(sums[1], sums[0])
    return out


p_values = [F(x, 1000) for x in (10, 41, 8, 500, 39, 1, 42, 60, 205, 8)]
scores = ([F(x, 16) for x in (1, 2, 2, 7, 11)], [F(x, 16) for x in (0, 2, 5, 12, 13, 16, 16)])
flips = [F(x, 100) for x in (5, -2, 7, 3, 0, 4, -1)]
result = {
    "tQuantiles": [[p, df, t_quantile(p, df)] for p in ("0.8", "0.95", "0.975", "0.9995") for df in (2, 4, 56, 112, 1000)],
    "normalQuantiles": [[p, normal_quantile(p)] for p in ("0.9", "0.975", "0.99999")],
    "wilson": [[x, n, level, *wilson(x, n, level)] for x, n, level in ((0, 10, "0.95"), (24, 30, "0.95"), (175, 500, "0.95"), (500, 500, "0.9"))],
    "newcombe": [[*case, "0.95", *newcombe(*case, "0.95")] for case in ((56, 70, 48, 80), (0, 500, 0, 500), (5, 5, 0, 5))],
    "pValues": p_values, "holm": holm(p_values), "benjaminiHochberg": benjamini_hochberg(p_values),
    "scores": scores, "wasserstein": wasserstein(*scores),
    "flips": flips, "signFlip": sign_flip(flips),
    "designs": [of_design(5), of_design(57)],
}
print(json.dumps(result, indent=1, default=float))
