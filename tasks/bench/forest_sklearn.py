"""Fits scikit-learn's forest on data that tasks/bench/forest.ts wrote, and prints one JSON line.

python tasks/bench/forest_sklearn.py FOLDER N_TRAIN N_FEATURES THREADS
"""

import json
import sys
import time

import numpy as np
import sklearn
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import log_loss

folder, n_train, n_features, threads = sys.argv[1], *map(int, sys.argv[2:5])
x = np.fromfile(f"{folder}/X.f32", dtype="<f4").reshape(-1, n_features)
y = np.fromfile(f"{folder}/y.u8", dtype=np.uint8)
model = RandomForestClassifier(
    n_estimators=100, min_samples_leaf=20, max_features="sqrt", n_jobs=threads, random_state=1
)
began = time.perf_counter()
model.fit(x[:n_train], y[:n_train])
seconds = time.perf_counter() - began
loss = log_loss(y[n_train:], model.predict_proba(x[n_train:]))
print(json.dumps({"name": f"scikit-learn {sklearn.__version__}, n_jobs {threads}", "seconds": seconds, "logLoss": loss}))
