import { ref, shallowRef } from 'vue'
import type { Position } from '../../offline/kept.ts'

/** `ask`: the browser will put the question; `missed`: no position in time; `no`: refused, or a page without a secure address. */
export type HereState = 'unknown' | 'ask' | 'finding' | 'found' | 'missed' | 'no'

const PATIENCE_MS = 12_000

/** Where the phone is (WGS-84). Nobody is asked out of the blue: only a permission that stands is used unasked. */
export function useHere(found: (here: Position) => void) {
  const here = shallowRef<Position | null>(null)
  const state = ref<HereState>('unknown')

  async function look(): Promise<void> {
    if (!isSecureContext || !navigator.geolocation) return void (state.value = 'no')
    const permission = await navigator.permissions?.query({ name: 'geolocation' }).catch(() => null)
    if (permission?.state === 'granted') return find()
    state.value = permission?.state === 'denied' ? 'no' : 'ask'
  }

  function find(): void {
    state.value = 'finding'
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      here.value = { lng: coords.longitude, lat: coords.latitude, accuracyMetres: Math.round(coords.accuracy) }
      state.value = 'found'
      found(here.value)
    }, (error) => { state.value = error.code === error.PERMISSION_DENIED ? 'no' : 'missed' },
    { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 60_000 })
  }

  return { here, state, look, find }
}
