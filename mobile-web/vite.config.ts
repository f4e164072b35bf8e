import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** `npm run dev` beside a running server: pages from here, everything under /api from there. */
const SERVER = process.env.SERVER_URL ?? 'http://127.0.0.1:3000'

export default defineConfig({
  plugins: [vue()],
  build: {
    outDir: '../dist/mobile-web',
    emptyOutDir: true,
    target: ['chrome87', 'safari15', 'firefox91'],
    // A strict CSP has no data: scripts, and a picture that is a file is cached on its own.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // Says which files a route loads; the bench reads the size of the report form off it.
    manifest: true,
  },
  server: { proxy: { '/api': SERVER } },
})
