import { computed, onUnmounted, ref, shallowRef } from 'vue'
import { MAX_PHOTOS } from '../limits.ts'
import { newId } from '../../api/ids.ts'
import type { KeptPhoto } from '../../offline/kept.ts'
import { dropPhotos, keepPhoto, photosById } from '../../offline/photos.ts'
import { say } from '../../ui/toast.ts'
import { t } from '../../words/t.ts'
import { PhotoUnreadable, shrink } from './shrink.ts'

export interface ShownPhoto { id: string; url: string }

interface Options {
  /** The id of the hazard or action that the photos will hang on. */
  owner: () => string
  ids: () => readonly string[]
  /** Puts the new list into the draft. */
  change: (ids: string[]) => void
}

const UNDO_MS = 5_000

/** The photos of one draft: shrunk once, kept on the phone, shown, taken out with five seconds to think better of it. */
export function usePhotos({ owner, ids, change }: Options) {
  const urls = shallowRef<ReadonlyMap<string, string>>(new Map())
  const preparing = ref(0)
  const failures = ref<string[]>([])
  /** The phone did not take a photo into its store: it is lost if the page is closed. */
  const unkept = ref(false)
  const shown = computed<ShownPhoto[]>(() => ids().flatMap((id) => (urls.value.has(id) ? [{ id, url: urls.value.get(id)! }] : [])))
  const room = computed(() => MAX_PHOTOS - ids().length - preparing.value)

  function show(photo: KeptPhoto): void {
    if (urls.value.has(photo.id)) return
    urls.value = new Map(urls.value).set(photo.id, URL.createObjectURL(new Blob([photo.bytes], { type: photo.type })))
  }

  /** After a reload: what the phone still has. Ids whose bytes are gone leave the draft. */
  async function restore(): Promise<void> {
    const found = await photosById(ids()).catch(() => [])
    found.forEach(show)
    if (found.length < ids().length) change(found.map(({ id }) => id))
  }

  /** Takes pictures in, in their order; `instead` puts the first of them in the place of another one. */
  async function add(files: readonly File[], instead?: string): Promise<void> {
    failures.value = []
    const taken = files.slice(0, instead ? 1 : Math.max(0, room.value))
    if (taken.length < files.length && !instead) failures.value = [t('report.photo.tooMany', { n: files.length - taken.length })]
    preparing.value += taken.length
    for (const file of taken) {
      await takeIn(file, instead).catch((error: unknown) => { failures.value = [...failures.value, failureWords(error, file)] })
      preparing.value -= 1
    }
  }

  async function takeIn(file: File, instead?: string): Promise<void> {
    const photo: KeptPhoto = { id: newId(), owner: owner(), takenAt: Date.now(), ...await shrink(file) }
    if (!await keepPhoto(photo)) unkept.value = true
    show(photo)
    change(instead && ids().includes(instead) ? ids().map((id) => (id === instead ? photo.id : id)) : [...ids(), photo.id])
    if (instead) void dropPhotos([instead]).catch(() => {})
  }

  function remove(id: string): void {
    const at = ids().indexOf(id)
    if (at < 0) return
    change(ids().filter((other) => other !== id))
    const forGood = setTimeout(() => { if (!ids().includes(id)) void dropPhotos([id]).catch(() => {}) }, UNDO_MS + 500)
    say(t('report.photo.removed'), () => {
      clearTimeout(forGood)
      if (!ids().includes(id)) change([...ids().slice(0, at), id, ...ids().slice(at)])
    })
  }

  function forget(): void {
    for (const url of urls.value.values()) URL.revokeObjectURL(url)
    urls.value = new Map()
    failures.value = []
  }
  onUnmounted(forget)

  return { shown, preparing, failures, unkept, room, restore, add, remove, forget, show }
}
export type Photos = ReturnType<typeof usePhotos>

function failureWords(error: unknown, file: File): string {
  const name = file.name || t('report.photo.nameless')
  return error instanceof PhotoUnreadable && error.reason === 'heic'
    ? t('report.photo.heic', { name }) : t('report.photo.unreadable', { name })
}
