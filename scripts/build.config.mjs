import { readdirSync } from 'node:fs'
import { defineConfig } from 'rolldown'

/**
 * The server and the scripts, each bundled with the libraries that it uses: reading a thousand small files would be most of
 * the time that the server takes to start. What finds its way by its own place in the source is an entry, so that it keeps it.
 */
const entries = [
  'server/main', 'server/app', 'server/embedded-mongo/start', 'server/embedded-mongo/worker',
  ...readdirSync('scripts').filter((name) => name.endsWith('.ts')).map((name) => `scripts/${name.slice(0, -3)}`),
  'scripts/support/server-process',
]

export default defineConfig({
  input: Object.fromEntries(entries.map((name) => [name, `${name}.ts`])),
  platform: 'node',
  // Native code stays where it was installed; the rest are options of the database driver that nobody has installed.
  external: [
    'sharp', 'lmdb', '@node-rs/argon2',
    'mongodb-client-encryption', 'kerberos', 'snappy', 'socks', 'aws4', 'gcp-metadata', '@mongodb-js/zstd', '@aws-sdk/credential-providers',
  ],
  logLevel: 'warn',
  output: { dir: 'dist', format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'server/chunks/[name]-[hash].js', minify: { mangle: false, compress: false, codegen: { removeWhitespace: true } } },
})
