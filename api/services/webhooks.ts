import { randomBytes } from 'node:crypto'
import type { CommonQueryMethods, DatabasePool } from 'slonik'
import { uuidv7 } from 'uuidv7'
import { seal } from '#db/sealed.ts'
import { findPartner } from '#db/users.ts'
import {
  changeEndpoint,
  deleteEndpoint,
  disableEndpoint,
  type EndpointRow,
  enableEndpoint,
  insertEndpoint,
  listEndpoints,
  type Owner,
  rotateSecret,
} from '#db/webhook-endpoints.ts'
import { hurryMessages } from '#db/webhook-messages.ts'
import { AppError } from '#domain/errors.ts'
import { endpointChange, endpointInput, endpointQuery } from '#domain/schemas/webhooks.ts'
import { mostEndpoints, overlapMs } from '#domain/webhooks.ts'
import { wrongField } from './command-facts.ts'
import type { Services, Viewer } from './contract.ts'
import { idCursor, pageOf, readCursor } from './cursor.ts'
import { auditEndpoint, lockOwn, ownerOf, readEndpoint, type Told } from './webhook-access.ts'
import { demandPublic } from './webhook-address.ts'
import { createMessageService } from './webhook-messages.ts'
import { endpointView } from './webhook-view.ts'

export type WebhookDeps = { db: DatabasePool; secret: string; allowsPrivateWebhooks: boolean }

/** Where partners are told of events. A partner sees and changes its own; an admin those of all. */
export function createWebhookService(deps: WebhookDeps): Services['webhooks'] {
  const { db, allowsPrivateWebhooks: allowsPrivate } = deps
  return {
    list: async (unchecked, viewer) => {
      const owner = ownerOf(viewer)
      const { limit, cursor } = endpointQuery.parse(unchecked)
      const before = readCursor(cursor, idCursor)?.[0] ?? null
      const rows = await listEndpoints(db, { ...owner, before, limit: limit + 1 })
      return pageOf(rows, limit, { item: endpointView, place: ({ id }) => [id] })
    },
    get: async (id, viewer) => endpointView(await readEndpoint(db, id, viewer)),
    create: async (unchecked, viewer) => {
      const owner = ownerOf(viewer)
      const { partnerId: named, ...input } = endpointInput.parse(unchecked)
      const partnerId = await partnerFor(db, owner, named)
      await demandPublic(input.url, allowsPrivate)
      const [id, secret] = [uuidv7(), newSecret()]
      await db.transaction(async (tx) => {
        const endpoint = { ...input, id, partnerId, sealedSecret: seal(deps.secret, secret) }
        if (!(await insertEndpoint(tx, endpoint))) {
          throw new AppError('not_now', `A partner has at most ${mostEndpoints} endpoints. Delete one first.`)
        }
        await auditEndpoint(tx, viewer, { action: 'created', id, before: null, after: { ...input, partnerId } })
      })
      return { ...endpointView(await readEndpoint(db, id, viewer)), secret }
    },
    update: async (id, unchecked, viewer) => {
      ownerOf(viewer)
      const change = endpointChange.parse(unchecked)
      if (change.url !== undefined) await demandPublic(change.url, allowsPrivate)
      return await changed(db, { id, viewer, action: 'changed' }, async (tx, { url, description, kinds, ...row }) => {
        const before = { url, description, kinds }
        const { url: newUrl = url, description: newDescription = description, kinds: newKinds = kinds } = change
        const after = { url: newUrl, description: newDescription, kinds: newKinds }
        await changeEndpoint(tx, row.id, after)
        if (after.url !== url) await hurryMessages(tx, row.id)
        return { before, after }
      })
    },
    remove: async (id, viewer) => {
      await db.transaction(async (tx) => {
        const { url, description, kinds, ...row } = await lockOwn(tx, id, viewer)
        await deleteEndpoint(tx, row.id)
        await auditEndpoint(tx, viewer, {
          action: 'deleted',
          id: row.id,
          before: { url, description, kinds },
          after: null,
        })
      })
    },
    ...createActs(deps),
    ...createMessageService(db),
  }
}

/** What is done to an endpoint as it is. */
function createActs({ db, secret: sealing }: WebhookDeps): Pick<Services['webhooks'], 'rotate' | 'enable' | 'disable'> {
  return {
    rotate: async (id, viewer) => {
      const secret = newSecret()
      const view = await changed(db, { id, viewer, action: 'rotated' }, async (tx, row) => {
        await rotateSecret(tx, { id: row.id, sealedSecret: seal(sealing, secret), overlapMs })
        return { before: null, after: null }
      })
      return { ...view, secret }
    },
    enable: async (id, viewer) => {
      return await changed(db, { id, viewer, action: 'enabled' }, async (tx, { state, ...row }) => {
        await enableEndpoint(tx, row.id)
        await hurryMessages(tx, row.id)
        return { before: { state, reason: row.disabledReason }, after: { state: 'enabled' } }
      })
    },
    disable: async (id, viewer) => {
      return await changed(db, { id, viewer, action: 'disabled' }, async (tx, { state, ...row }) => {
        await disableEndpoint(tx, row.id, 'by_person')
        return { before: { state, reason: row.disabledReason }, after: { state: 'disabled', reason: 'by_person' } }
      })
    },
  }
}

/** A partner's own id; an admin names one that is known. */
async function partnerFor(db: CommonQueryMethods, owner: Owner, named: string | undefined): Promise<string> {
  if (owner.partnerId !== null) {
    if (named !== undefined && named !== owner.partnerId) throw wrongField('/partnerId', 'This is not your partner.')
    return owner.partnerId
  }
  if (named === undefined) throw wrongField('/partnerId', 'Say for which partner it is.', 'missing')
  if (!(await findPartner(db, named))) throw wrongField('/partnerId', 'There is no such partner.', 'unknown')
  return named
}

/** By Standard Webhooks: 256 random bits. */
function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

type Act = { id: string; viewer: Viewer; action: string }
type Change = (tx: CommonQueryMethods, row: EndpointRow) => Promise<Told>

/** Changes an endpoint and writes down who did, as one; gives it as it is then. */
async function changed(db: DatabasePool, { id, viewer, action }: Act, change: Change) {
  await db.transaction(async (tx) => {
    const row = await lockOwn(tx, id, viewer)
    await auditEndpoint(tx, viewer, { action, id: row.id, ...(await change(tx, row)) })
  })
  return endpointView(await readEndpoint(db, id, viewer))
}
