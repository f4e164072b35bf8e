import { customRef, type Ref } from 'vue'

/** A ref that settles `ms` after the last change, for a question asked while somebody types. */
export function debounced<T>(initial: T, ms = 300): Ref<T> {
  let value = initial
  let timer: ReturnType<typeof setTimeout> | undefined
  return customRef((track, trigger) => ({
    get() { track(); return value },
    set(next) {
      clearTimeout(timer)
      timer = setTimeout(() => { value = next; trigger() }, ms)
    },
  }))
}
