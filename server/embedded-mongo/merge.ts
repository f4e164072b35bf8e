interface Head<T> {
  item: T
  rest: Iterator<T>
}

/** Merges sources that are in order already; of equals the one that came first goes first. */
export function* merged<T>(sources: Iterable<T>[], order: (a: T, b: T) => number): Generator<T> {
  const heads: Head<T>[] = []
  const enter = (rest: Iterator<T>) => {
    const { done, value: item } = rest.next()
    if (done) return
    let [low, high] = [0, heads.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (order(heads[middle]!.item, item) <= 0) low = middle + 1
      else high = middle
    }
    heads.splice(low, 0, { item, rest })
  }
  for (const source of sources) enter(source[Symbol.iterator]())
  for (let head = heads.shift(); head; head = heads.shift()) {
    yield head.item
    enter(head.rest)
  }
}
