import { expect, test } from 'vitest'
import { verifySystem } from '#api/verify/main.ts'
import { startCompany } from './support/company.ts'
import { header, importFile } from './support/imports.ts'

test('a healthy system verifies, and each kind of break is found', async () => {
  await using company = await startCompany()
  const { databaseUrl, temporalAddress, temporalNamespace: namespace } = company.settings
  const verify = async () => await verifySystem({ databaseUrl, temporalAddress, namespace })
  const [customer, dispatcher] = [await company.as('customer'), await company.as('dispatcher')]
  const shipments = [await customer.book(), await customer.book(), await customer.book(), await customer.book()]
  const [a, b, c, d] = shipments.map(({ id }) => id)
  for (const { id } of shipments) await dispatcher.does(id, 'raise', { type: 'address_problem', reason: 'incomplete' })
  const imported = await importFile(await company.as('partner'), `${header}\nWBNOWHERE,in_transit,,,,\n`)
  const healthy = await verify()
  expect(healthy.map(({ broken }) => broken)).toEqual([[], [], [], [], []])
  expect(healthy.map(({ checked }) => checked > 0)).toEqual([true, true, true, true, true])

  await company.pool.query('DELETE FROM shipment_event WHERE shipment_id = $1 AND seq = 2', [a])
  await company.pool.query(
    `INSERT INTO shipment_event SELECT shipment_id, 4, type, command_id, occurred_at, recorded_at, actor_kind, actor_id,
       source, data, hash FROM shipment_event WHERE shipment_id = $1 AND seq = 1`,
    [b],
  )
  await company.pool.query(`UPDATE shipment SET state = jsonb_set(state, '{attempts}', '7') WHERE id = $1`, [c])
  await company.pool.query(
    `UPDATE shipment SET state = jsonb_set(jsonb_set(state, '{timers}', '[]'), '{exceptions}', '[]') WHERE id = $1`,
    [d],
  )
  await company.pool.query('DELETE FROM import_row WHERE import_id = $1', [imported.id])
  const [kept, walk, truth, deadlines, rows] = (await verify()).map(({ broken }) => broken.join('\n'))
  expect(kept).toMatch(/again at 4/)
  expect(walk).toMatch(/stands at 2/)
  expect(truth).toMatch(/row and workflow differ/)
  expect(rows).toMatch(/0 of 1 rows have an outcome/)
  expect(deadlines).toMatch(/nothing watches it while it is confirmed/)
})
