/** As in the contract; written here too, since importing it from there would bring all of zod onto the phone. */
export const MAX_PHOTOS = 9
export const MIN_SEARCH = 2
export const MAX_SEARCH = 60
export const MAX_SPOT = 100
export const MAX_DESCRIPTION = 2000
export const MAX_MEASURES = 2000
export const MAX_REASON = 500
export const MAX_NOTE = 1000
export const MAX_NAME = 50
