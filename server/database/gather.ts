/**
 * While one batch is under way, what is asked for next waits and then goes together: under load, many small commands become
 * a few. Nothing waits when nothing is under way, and a batch is begun only after all it answers were asked for, so that
 * nobody is told what stood before he asked. A batch that fails fails everybody in it.
 */
export function gathered<Item, Answer>(work: (items: readonly Item[]) => Promise<Answer>): (item: Item) => Promise<Answer> {
  let waiting: Item[] = []
  let next: Promise<Answer> | undefined
  let underWay: Promise<unknown> = Promise.resolve()

  function begin(): Promise<Answer> {
    const items = waiting
    waiting = []
    next = undefined
    return work(items)
  }

  return (item) => {
    waiting.push(item)
    if (!next) underWay = next = underWay.catch(() => undefined).then(begin)
    return next
  }
}
