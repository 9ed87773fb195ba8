/** The true states over time, by key. The oracle believes nothing else. Times in milliseconds since the start. */
export class Truth<T> {
  readonly #courses = new Map<string, { readonly from: number; readonly value: T }[]>();

  set(key: string, from: number, value: T): void {
    const course = this.#courses.get(key) ?? [];
    this.#courses.set(key, course);
    // States that were planned for later no longer come.
    while ((course.at(-1)?.from ?? -1) >= from) course.pop();
    course.push({ from, value });
  }

  /** All that was true at some moment between two times, in order. */
  during(key: string, from: number, to: number): readonly T[] {
    const course = this.#courses.get(key) ?? [];
    const first = course.findLastIndex((entry) => entry.from <= from);
    return course.flatMap((entry, index) => (index >= first && entry.from <= to ? [entry.value] : []));
  }

  get keys(): readonly string[] {
    return [...this.#courses.keys()];
  }
}
