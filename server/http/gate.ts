interface Entry { weight: number; holder: string; enter(): void }

/**
 * Lets work through while its weights together stay within the capacity, and those of one holder within its share; the rest
 * waits in the order it came, save that nobody waits for a holder who has used up the share.
 * Something heavier than the capacity, or the share, goes through alone.
 */
export function createGate(capacity: number, share = capacity) {
  let inside = 0
  const held = new Map<string, number>()
  let waiting: Entry[] = []

  function admit(): void {
    const full = new Set<string>()
    const left: Entry[] = []
    let shut = false
    for (const next of waiting) {
      const own = held.get(next.holder) ?? 0
      if (own > 0 && own + next.weight > share) full.add(next.holder)
      else if (!full.has(next.holder) && inside > 0 && inside + next.weight > capacity) shut = true
      if (shut || full.has(next.holder)) left.push(next)
      else enter(next)
    }
    waiting = left
  }

  function enter({ weight, holder, enter: start }: Entry): void {
    hold(holder, weight)
    start()
  }

  function hold(holder: string, weight: number): void {
    inside += weight
    const own = (held.get(holder) ?? 0) + weight
    if (own > 0) held.set(holder, own)
    else held.delete(holder)
  }

  return async function pass<T>(weight: number, work: () => Promise<T>, holder = ''): Promise<T> {
    await new Promise<void>((enter) => {
      waiting.push({ weight, holder, enter })
      admit()
    })
    try {
      return await work()
    } finally {
      hold(holder, -weight)
      admit()
    }
  }
}
