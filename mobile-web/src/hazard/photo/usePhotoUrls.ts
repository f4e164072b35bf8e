import { onUnmounted, shallowRef, watch } from 'vue'
import { photoById } from '../../offline/photos.ts'

/** Addresses under which photos kept on this phone can be shown; those whose bytes are gone have none. */
export function usePhotoUrls(ids: () => readonly string[]) {
  const urls = shallowRef<ReadonlyMap<string, string>>(new Map())

  async function show(id: string): Promise<void> {
    const photo = await photoById(id).catch(() => undefined)
    if (photo && !urls.value.has(id)) {
      urls.value = new Map(urls.value).set(id, URL.createObjectURL(new Blob([photo.bytes], { type: photo.type })))
    }
  }

  watch(ids, (now) => now.forEach((id) => void show(id)), { immediate: true })
  onUnmounted(() => urls.value.forEach((url) => URL.revokeObjectURL(url)))
  return urls
}
