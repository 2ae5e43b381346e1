"""Writes golden.json: what scikit-learn and scipy make of made-up forecasts that are bolder than they should be.

Run from this folder with scikit-learn and scipy installed: python make_golden.py
"""

import json

import numpy as np
import scipy
import sklearn
from scipy.optimize import brentq, minimize_scalar, root
from scipy.special import expit, log_softmax, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV, _SigmoidCalibration
from sklearn.frozen import FrozenEstimator
from sklearn.isotonic import IsotonicRegression

CLASSES = [0, 1, 2]


class Oracle(ClassifierMixin, BaseEstimator):
    """A fitted classifier whose features are its probabilities."""

    def fit(self, X, y):
        self.classes_ = np.array(CLASSES)
        return self

    def predict_proba(self, X):
        return X

    def predict(self, X):
        return X.argmax(1)


def forecasts(rng, n, power):
    """Probabilities with 4 decimals, many of them equal, and classes drawn from a power of them."""
    said = rng.dirichlet([1.2, 1.0, 1.5], n).round(4)
    said[:, 2] = (1 - said[:, 0] - said[:, 1]).round(4).clip(0)
    truth = np.power(np.maximum(said, 1e-12), power) + 0.02
    truth /= truth.sum(1, keepdims=True)
    y = np.array([rng.choice(3, p=row) for row in truth])
    return said, y


def calibrated(method, said, y, new):
    model = CalibratedClassifierCV(FrozenEstimator(Oracle().fit(said, y)), method=method).fit(said, y)
    return model.predict_proba(new)


def sigmoid(said, y, k):
    """scikit-learn's curve, and the optimum of the same loss: where its gradient is 0."""
    f, event = said[:, k], y == k
    theirs = _SigmoidCalibration().fit(f, event)
    n = event.sum()
    target = np.where(event, (n + 1) / (n + 2), 1 / (len(event) - n + 2))

    def loss(x):
        z = x[0] * f + x[1]
        return np.sum(np.logaddexp(0, z) - (1 - target) * z)

    def gradient(x):
        rest = target - expit(-x[0] * f - x[1])
        return np.array([np.sum(rest * f), np.sum(rest)])

    def hessian(x):
        p = expit(-x[0] * f - x[1])
        w = p * (1 - p)
        return np.array([[np.sum(w * f * f), np.sum(w * f)], [np.sum(w * f), np.sum(w)]])

    best = root(gradient, [theirs.a_, theirs.b_], jac=hessian, tol=1e-14)
    return {
        "sklearn": {"a": float(theirs.a_), "b": float(theirs.b_), "loss": float(loss([theirs.a_, theirs.b_]))},
        "optimum": {"a": float(best.x[0]), "b": float(best.x[1]), "loss": float(loss(best.x))},
    }


def temperature(said, y, new):
    eps = np.finfo(float).eps
    logs = np.log(np.maximum(said, eps))

    def loss(power):
        return -np.mean(log_softmax(power * logs, axis=1)[np.arange(len(y)), y])

    def slope(power):
        p = softmax(power * logs, axis=1)
        return np.sum((p * logs).sum(1) - logs[np.arange(len(y)), y])

    rough = minimize_scalar(loss, bounds=(0, 10), method="bounded").x
    power = brentq(slope, rough - 0.1, rough + 0.1, xtol=1e-14)
    return {"power": power, "calibrated": softmax(power * np.log(np.maximum(new, eps)), axis=1).ravel().tolist()}


def isotonic(name, x, y):
    fit = IsotonicRegression(out_of_bounds="clip").fit(x, y)
    return {
        "name": name,
        "x": x.tolist(),
        "y": y.tolist(),
        "knots": {"x": fit.X_thresholds_.tolist(), "y": fit.y_thresholds_.tolist()},
    }


def calibration_error(said, y, n_bins=15):
    top, hit = said.max(1), said.argmax(1) == y
    edges = np.linspace(0, 1, n_bins + 1)
    error = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (top > low) & (top <= high)
        if inside.any():
            error += inside.mean() * abs(hit[inside].mean() - top[inside].mean())
    return error


def main():
    rng = np.random.default_rng(20240517)
    said, y = forecasts(rng, 1200, 0.4)
    new, _ = forecasts(rng, 40, 0.4)
    new = np.vstack([new, np.eye(3), np.full((1, 3), 1 / 3)])
    noise = rng.normal(size=60)
    golden = {
        "versions": {"scikit-learn": sklearn.__version__, "scipy": scipy.__version__},
        "probabilities": said.ravel().tolist(),
        "y": y.tolist(),
        "new": new.ravel().tolist(),
        "platt": {
            "sigmoids": [sigmoid(said, y, k) for k in CLASSES],
            "calibrated": calibrated("sigmoid", said, y, new).ravel().tolist(),
        },
        "isotonic": {"calibrated": calibrated("isotonic", said, y, new).ravel().tolist()},
        "temperature": temperature(said, y, new),
        "isotonicRegression": [
            isotonic("a noisy rise", np.arange(60.0), 0.05 * np.arange(60) + noise),
            isotonic("ties in x", np.floor(np.arange(60) / 4.0)[rng.permutation(60)], noise),
            isotonic("a fall", np.arange(60.0), -np.arange(60.0)),
            isotonic("yes and no", rng.uniform(size=60).round(3), (noise > 0).astype(float)),
        ],
        "calibrationError": calibration_error(said, y),
    }
    with open("golden.json", "w", encoding="utf-8") as file:
        json.dump(golden, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
