/** As many as a browser asks one server for at a time. */
const AT_ONCE = 6

/** Reads each of these, a few at a time and in their order; what became of one keeps no other from being read. */
export async function readEach<T>(ids: readonly string[], read: (id: string) => Promise<T>, settled: (id: string, outcome: { value: T } | { error: unknown }) => void): Promise<void> {
  const waiting = [...ids]
  async function next(): Promise<void> {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      settled(id, await read(id).then((value) => ({ value }), (error: unknown) => ({ error })))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
}
