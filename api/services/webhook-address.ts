import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { isPublicAddress } from '#db/public-address.ts'
import { wrongField } from './command-facts.ts'

const longestLookupMs = 1_500

/**
 * Refuses what would lead into our own network as soon as somebody enters it. The sender checks each connection again:
 * a name may mean another address tomorrow.
 */
export async function demandPublic(address: string, allowsPrivate: boolean): Promise<void> {
  if (allowsPrivate) return
  const { protocol, hostname } = new URL(address)
  if (protocol !== 'https:') throw wrongField('/url', 'The address must begin with https://.')
  const host = hostname.replace(/^\[|\]$/g, '')
  const found = isIP(host) ? [host] : await resolved(host)
  if (found.every(isPublicAddress)) return
  throw wrongField('/url', 'The address leads into a private network. Give one that the internet can reach.')
}

/** Where a name leads now; nothing when nobody answers in time. */
async function resolved(host: string): Promise<string[]> {
  const found = lookup(host, { all: true }).then((all) => all.map(({ address }) => address))
  return await Promise.race([found.catch(() => []), sleep(longestLookupMs, [])])
}
