import { createApp } from 'vue'
import App from './App.vue'
import { router } from './router.ts'
import { followSystemTheme } from './ui/theme.ts'
import { savedLanguage, useLanguage } from './words/t.ts'
import './ui/tokens.css'
import './ui/base.css'

followSystemTheme()
void useLanguage(savedLanguage(), false).then(() => createApp(App).use(router).mount('#app'))
