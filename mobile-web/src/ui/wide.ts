import { ref } from 'vue'

/** Whether the desk's layout is on; the same width as in the styles. */
const query = matchMedia('(min-width: 1024px)')
export const wide = ref(query.matches)
query.addEventListener('change', ({ matches }) => { wide.value = matches })
