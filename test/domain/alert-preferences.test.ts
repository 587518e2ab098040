import { expect, test } from 'vitest'
import { alertPreferencesInput, alertReadInput } from '#domain/schemas/alerts.ts'

const good = {
  email: true,
  sms: false,
  webhook: false,
  phone: null,
  webhookUrl: null,
  sound: false,
  quietFrom: '21:00',
  quietTo: '08:00',
  zone: 'Europe/Berlin',
  muted: [],
}

function faults(change: object): string[] {
  const { error } = alertPreferencesInput.safeParse({ ...good, ...change })
  return error?.issues.map(({ path }) => path.join('/')) ?? []
}

test('preferences that can work are taken, and what is missing or cannot be is named', () => {
  const until = '2027-01-01T00:00:00Z'
  expect(faults({})).toEqual([])
  expect(faults({ quietFrom: null, quietTo: null })).toEqual([])
  expect(faults({ sms: true, phone: '+4930123456' })).toEqual([])
  expect(faults({ webhook: true, webhookUrl: 'https://hooks.example.org/x' })).toEqual([])
  expect(faults({ muted: [{ type: 'stale', until }] })).toEqual([])
  expect(faults({ sms: true })).toEqual(['phone'])
  expect(faults({ webhook: true })).toEqual(['webhookUrl'])
  expect(faults({ phone: '030 123' })).toEqual(['phone'])
  expect(faults({ webhookUrl: 'http://hooks.example.org' })).toEqual(['webhookUrl'])
  expect(faults({ webhookUrl: 'https://me:secret@hooks.example.org' })).toEqual(['webhookUrl'])
  expect(faults({ webhookUrl: 'no address' })).toEqual(['webhookUrl'])
  expect(faults({ quietTo: null })).toEqual(['quietTo'])
  expect(faults({ quietTo: '21:00' })).toEqual(['quietTo'])
  expect(faults({ quietFrom: '25:00' })).toEqual(['quietFrom'])
  expect(faults({ zone: 'Mars/Olympus' })).toEqual(['zone'])
  const twice = [
    { type: 'stale', until },
    { type: 'stale', until },
  ]
  expect(faults({ muted: twice })).toEqual(['muted'])
})

test('what is read is named by its ids, or is everything', () => {
  expect(alertReadInput.parse({})).toEqual({})
  expect(alertReadInput.safeParse({ ids: [] }).success).toBe(false)
  expect(alertReadInput.safeParse({ ids: ['x'] }).success).toBe(false)
  expect(alertReadInput.safeParse({ ids: ['17'] }).success).toBe(true)
})
