import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { environmentOf } from '#stack/environment.ts'
import { root } from '#stack/folders.ts'
import { createFolder } from '../support/folder.ts'
import { startCompany } from './support/company.ts'
import { bookFor, header, minutesAgo } from './support/imports.ts'
import { levelFor, partnerIdOf } from './support/road.ts'

const run = promisify(execFile)

test('the command line imports a file: first it says what would happen, then it does it', async () => {
  using folder = createFolder()
  await using company = await startCompany()
  const [admin, partner] = [await company.as('admin'), await company.as('partner')]
  const partnerId = await partnerIdOf(partner)
  const [parcel] = await bookFor(partner, 1, { serviceLevel: await levelFor(admin, 'calm') })
  const file = join(folder.path, 'status.csv')
  const rows = [`${parcel?.trackingNumber},picked_up,${minutesAgo(0)},,,`, 'WBNOWHERE,in_transit,never,,,']
  writeFileSync(file, [header, ...rows].join('\n'))
  const json = {
    name: 'Depot',
    partnerId,
    scopes: ['imports.read', 'imports.write'],
    expiresAt: '2099-01-01T00:00:00Z',
  }
  const { body } = await admin.call('POST', '/api-keys', { json })
  const { key } = z.looseObject({ key: z.string() }).parse(body)
  const env = environmentOf({ WAYBILL_URL: company.url, WAYBILL_API_KEY: key })
  const waybill = async (...args: string[]) => {
    const options = { cwd: root, env }
    return (await run(process.execPath, ['stack/cli.ts', 'import', file, ...args], options)).stdout
  }
  const said = await waybill('--dry-run')
  expect(said).toMatch(/review: 2 rows/)
  expect(said).toMatch(/1 {2}new\n/)
  expect(said).toContain('line 3: Column 3 (occurred_at) is no date and time that can be read.')
  expect((await partner.shipment(parcel?.id ?? '')).status).toBe('confirmed')
  expect(await waybill('--apply')).toMatch(/done: 2 rows[\s\S]*1 {2}applied/)
  expect((await partner.shipment(parcel?.id ?? '')).status).toBe('picked_up')
  await expect(waybill('--apply', '--partner', await partnerIdOf(await company.as('partner2')))).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringContaining('Your role does not include this.'),
  })
})
