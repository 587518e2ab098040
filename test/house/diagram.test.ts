import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { diagramFile, diagramText } from '#stack/diagram.ts'

test('the drawn lifecycle is the one of the tables', () => {
  expect(readFileSync(diagramFile, 'utf8')).toBe(diagramText())
})
