import type { SendingView } from './reportSender.ts'

export const sentCount = (view: SendingView): number => view.sending.photoIds.filter((id) => view.photos[id]?.at === 'sent').length

export const hasArrived = (view: SendingView): boolean => view.words === 'received' && sentCount(view) === view.sending.photoIds.length

/** Something on the way that only the person can move: press again, or take a photo anew. */
export const needsPerson = (view: SendingView): boolean =>
  view.words === 'asking' || view.words === 'refused' || Object.values(view.photos).some(({ at }) => at === 'asking' || at === 'refused')
