import { onMounted, onUnmounted } from 'vue'

const TYPING = 'input, select, textarea, [contenteditable]'

/** Single keys of a page. They rest while something is typed, while a dialog is open and while a key is held down with them. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    // The focus may stand outside an open dialog: what held it there is gone once a job is done.
    if (document.querySelector('dialog[open]') || (event.target instanceof Element && event.target.matches(TYPING))) return
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  onMounted(() => document.addEventListener('keydown', pressed))
  onUnmounted(() => document.removeEventListener('keydown', pressed))
}
