import { ref } from 'vue'

/** What the phone believes about its network. Only for what is shown: a request finds out for itself. */
export const online = ref(navigator.onLine)
addEventListener('online', () => { online.value = true })
addEventListener('offline', () => { online.value = false })
