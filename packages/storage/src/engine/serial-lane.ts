/** Runs tasks one after the other, in the order they came. A failed task does not hold up the next. */
export class SerialLane {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
