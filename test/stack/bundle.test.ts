import { expect, test } from 'vitest'
import { unwantedPackages } from '#stack/check-bundle.ts'

test('schemas and database packages in the workflow bundle are found, each named once', () => {
  const bundle = `/***/ "./node_modules/zod/v4/core.js": 1, "./node_modules/zod/index.js": 2, "./node_modules/pg/lib/a.js": 3`
  expect(unwantedPackages(bundle)).toEqual(['pg', 'zod'])
})

test('a bundle of our own tables and the SDK is clean', () => {
  expect(unwantedPackages('"./node_modules/@temporalio/workflow/lib/index.js" "./domain/status.ts"')).toEqual([])
})
