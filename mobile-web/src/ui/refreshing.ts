import { onMounted, onUnmounted } from 'vue'

const EVERY_MS = 60_000

/** Calls `refresh` when the page becomes visible again and each minute while it is looked at. */
export function useRefreshing(refresh: () => void): void {
  let timer: ReturnType<typeof setInterval>
  const look = () => { if (!document.hidden) refresh() }
  onMounted(() => {
    timer = setInterval(look, EVERY_MS)
    document.addEventListener('visibilitychange', look)
  })
  onUnmounted(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
  })
}
