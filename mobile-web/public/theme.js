// Runs before the first paint, so that a dark room stays dark. A file of its own: the CSP allows no inline script.
(function () {
  var root = document.documentElement
  var saved = { theme: null, language: null }
  try {
    saved.theme = localStorage.getItem('theme')
    saved.language = localStorage.getItem('language')
  } catch (_) { /* storage may be switched off; then the system decides */ }
  var dark = saved.theme === 'dark' || (saved.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.setAttribute('data-theme', dark ? 'dark' : 'light')
  root.setAttribute('lang', saved.language === 'en' ? 'en' : 'zh-CN')
  document.querySelector('meta[name="theme-color"]').setAttribute('content', dark ? '#0e1311' : '#f2f5f3')
  // A script that did not arrive would leave a white page without a word.
  addEventListener('error', function (event) {
    if (event.target.tagName !== 'SCRIPT') return
    var words = document.getElementById('not-started')
    if (words) words.removeAttribute('hidden')
  }, true)
})()
