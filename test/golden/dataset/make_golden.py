"""Writes combinatorial.json: how skfolio cuts combinatorial purged folds and the paths through them.

Run from this folder with skfolio installed: python make_golden.py
"""

import json

import numpy as np
import skfolio
from skfolio.model_selection import CombinatorialPurgedCV

# samples, groups, test groups, rows purged on both sides, rows embargoed after a test block
CASES = [(12, 3, 2, 1, 0), (12, 3, 2, 0, 0), (24, 4, 2, 2, 1), (30, 6, 2, 1, 2), (40, 5, 3, 2, 1)]


def cut(n, groups, tested, purged, embargoed):
    cv = CombinatorialPurgedCV(groups, tested, purged_size=purged, embargo_size=embargoed)
    folds = [
        {"train": train.tolist(), "test": np.concatenate(tests).tolist()}
        for train, tests in cv.split(np.zeros((n, 1)))
    ]
    # skfolio numbers the path of each test group of each fold; turned round: the fold of each group of each path
    paths = [[None] * groups for _ in range(cv.n_test_paths)]
    for fold, (groups_tested, path_ids) in enumerate(zip(cv.test_set_index, cv.get_path_ids())):
        for group, path in zip(groups_tested, path_ids):
            paths[int(path)][int(group)] = fold
    return {
        "nSamples": n,
        "nGroups": groups,
        "nTest": tested,
        "purged": purged,
        "embargo": embargoed,
        "folds": folds,
        "paths": paths,
    }


golden = {"skfolio": skfolio.__version__, "cases": [cut(*case) for case in CASES]}
with open("combinatorial.json", "w") as file:
    json.dump(golden, file)
    file.write("\n")
