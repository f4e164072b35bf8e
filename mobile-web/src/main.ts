import { createApp } from 'vue'
import App from './App.vue'
import { router } from './router.ts'
import { loadMe } from './session.ts'
import { followSystemTheme } from './ui/theme.ts'
import { savedLanguage, startLanguage } from './words/t.ts'
import './ui/tokens.css'
import './ui/base.css'

followSystemTheme()
// The words and the person are asked for at the same time: on a slow line each round trip is felt.
loadMe().catch(() => {})
startLanguage(savedLanguage())
  .then(() => createApp(App).use(router).mount('#app'))
  .catch(() => { document.getElementById('not-started')?.removeAttribute('hidden') })
