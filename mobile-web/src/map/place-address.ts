import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** Stands in the address for the schools that have no coordinates. */
export const UNPLACED = 'unplaced'

const CODE = /^[A-Za-z0-9_-]{1,32}$/

/** Which place is open, and which of its hazards, kept in the address so that Back closes one after the other. */
export function usePlaceAddress() {
  const route = useRoute()
  const router = useRouter()
  const one = (name: string) => { const value = [route.query[name]].flat()[0]; return typeof value === 'string' ? value : '' }
  const at = computed(() => one('at').split(',').filter((code) => CODE.test(code)))
  const hazardId = computed(() => (at.value.length ? one('hazard') || null : null))

  /** Opening is a step that Back undoes; from one place to the next there is no step in between. */
  const open = (codes: readonly string[]) => {
    const { hazard: _closed, ...query } = route.query
    return router[at.value.length ? 'replace' : 'push']({ query: { ...query, at: codes.join(',') } })
  }

  const close = () => leave(['at', 'hazard'])
  const closeHazard = () => leave(['hazard'])

  /** Back, if that is where the page before this one was; else the address without these parts. */
  function leave(names: readonly string[]) {
    const query = Object.fromEntries(Object.entries(route.query).filter(([name]) => !names.includes(name)))
    const target = router.resolve({ query }).fullPath
    if (window.history.state?.back === target) router.back()
    else void router.replace({ query })
  }

  return { at, hazardId, open, close, closeHazard }
}
