/** What a counting team needs: how often each task was done, by kind; and a task that fails. */
export interface Counting {
  readonly counts: Int32Array;
  readonly nTasks: number;
  readonly failing: number;
}

/** Counts each task of a round where all threads see it. */
export function counting({ counts, nTasks, failing }: Counting) {
  return (kind: number, task: number) => {
    if (task === failing) throw new Error("this task fails");
    Atomics.add(counts, kind * nTasks + task, 1);
  };
}
