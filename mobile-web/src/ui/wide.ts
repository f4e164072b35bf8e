import { ref } from 'vue'

/** Whether the desk's layout is on; the same width as in the styles. */
const query = matchMedia('(min-width: 1024px)')
export const wide = ref(query.matches)
/** A sheet of paper is narrow, and is no reason to take the page apart from which it is printed. */
const paper = matchMedia('print')
query.addEventListener('change', ({ matches }) => { if (!paper.matches) wide.value = matches })
