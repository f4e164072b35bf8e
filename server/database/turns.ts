/** Work of one key is done one after the other, in the order in which it was asked for; what fails holds up nothing behind it. */
export function createTurns() {
  const queues = new Map<string, Promise<unknown>>()
  return function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (queues.get(key) ?? Promise.resolve()).then(work)
    const settled = turn.catch(() => undefined)
    queues.set(key, settled)
    void settled.then(() => queues.get(key) === settled && queues.delete(key))
    return turn
  }
}
