/**
 * Lets work through while its weights together stay within the capacity; the rest waits in the order it came.
 * Something heavier than the capacity goes through alone.
 */
export function createGate(capacity: number) {
  let inside = 0
  const waiting: { weight: number; enter(): void }[] = []

  function admit(): void {
    for (let next = waiting[0]; next && (inside === 0 || inside + next.weight <= capacity); next = waiting[0]) {
      waiting.shift()
      inside += next.weight
      next.enter()
    }
  }

  return async function pass<T>(weight: number, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((enter) => {
      waiting.push({ weight, enter })
      admit()
    })
    try {
      return await work()
    } finally {
      inside -= weight
      admit()
    }
  }
}
