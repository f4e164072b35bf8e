import { onMounted, onUnmounted, ref, type Ref } from 'vue'

/** Whether this element has ever come near the screen: what is heavy waits for that. */
export function useInView(element: Ref<HTMLElement | undefined>): Ref<boolean> {
  const seen = ref(false)
  let observer: IntersectionObserver | undefined
  onMounted(() => {
    observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return
      seen.value = true
      observer?.disconnect()
    }, { rootMargin: '200px' })
    if (element.value) observer.observe(element.value)
  })
  onUnmounted(() => observer?.disconnect())
  return seen
}
