import { shallowRef } from 'vue'

export interface Toast {
  id: number
  words: string
  /** Only for what loses nothing if it never arrives; an action on a hazard is sent at once and has none. */
  undo?: () => void
}

export const toasts = shallowRef<readonly Toast[]>([])
let last = 0
const SHOWN_MS = 5_000

/** Says one thing at the foot of the page, also to a screen reader, and takes it away after five seconds. */
export function say(words: string, undo?: () => void): void {
  const toast: Toast = { id: ++last, words, ...(undo ? { undo } : {}) }
  toasts.value = [...toasts.value.slice(-1), toast]
  setTimeout(() => unsay(toast.id), SHOWN_MS)
}

export function unsay(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id)
}
