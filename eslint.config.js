import globals from 'globals'
import tseslint from 'typescript-eslint'
import vue from 'eslint-plugin-vue'

/** A wall: files that match may not import what matches. Types may pass where `types` says so. */
const wall = (files, patterns, { ignores = [], types = false } = {}) => ({
  files, ignores,
  rules: {
    '@typescript-eslint/no-restricted-imports': ['error', {
      patterns: patterns.map(([regex, message]) => ({ regex, message, allowTypeImports: types })),
    }],
  },
})

const EMBEDDED = ['embedded-mongo', 'only database/connect.ts knows the embedded server']
const OTHER_MODELS = ['^\\.\\./[^/]+/[^/]+\\.model\\.ts$', 'rooms meet through services, never through another room’s model']
const DATA = ['^(mongoose|mongodb)$|\\.model\\.ts$', 'routes are two hops from data']

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'node_modules/'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.{ts,vue,mjs,js}'],
    languageOptions: { globals: { ...globals.node, ...globals.browser }, parserOptions: { parser: tseslint.parser } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-undef': 'off',
      'max-lines': ['error', { max: 250, skipBlankLines: true }],
      'max-lines-per-function': 'off',
      'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration', message: 'sets of words are born in server/contract as const arrays' }],
      'vue/max-attributes-per-line': 'off', 'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off', 'vue/html-self-closing': 'off', 'vue/first-attribute-linebreak': 'off',
      'vue/html-closing-bracket-newline': 'off', 'vue/html-indent': 'off', 'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off', 'vue/attributes-order': 'off',
    },
  },
  wall(['server/**/*.ts'], [EMBEDDED, OTHER_MODELS], {
    ignores: ['server/database/connect.ts', 'server/embedded-mongo/**', 'server/contract/**', 'server/**/*.routes.ts', 'server/demonstration/**'], types: true,
  }),
  wall(['server/**/*.routes.ts'], [EMBEDDED, DATA], { types: true }),
  wall(['server/contract/**/*.ts'], [['^(?!zod$|\\./)', 'the contract room holds zod alone: the phone imports it']]),
  wall(['server/embedded-mongo/**/*.ts'], [
    ['^\\.\\./\\.\\./(?!embedded-mongo)', 'the embedded server knows nothing of the application'],
    ['^(mongoose|mongodb|express)$', 'the embedded server is built on bson and lmdb'],
  ]),
  wall(['server/**/*.service.ts'], [EMBEDDED, OTHER_MODELS, ['^express', 'a service never sees the request']], { types: true }),
  wall(['mobile-web/src/**/*.{ts,vue}'], [
    ['/server/(?!contract/)', 'the phone enters no room of the server but the contract'],
    ['^leaflet', 'one wrapper knows the map library'], ['^idb$', 'one module knows IndexedDB'],
  ], { ignores: ['mobile-web/src/map/leaflet-map.ts', 'mobile-web/src/offline/database.ts'] }),
  wall(['scripts/**/*.ts', 'test/**/*.ts'], [EMBEDDED], { ignores: ['scripts/embedded-mongo.ts', 'test/server/embedded-mongo/**'] }),
)
