import type { DatabasePool } from 'slonik'
import { listUntoldImports, markImportsTold } from '#db/import-notices.ts'
import { listUntoldEndpoints, markEndpointTold } from '#db/webhook-relay.ts'
import { renderFinishedImports } from './import-mail.ts'
import type { Mailer } from './mail.ts'
import type { RenderedMail } from './mail-render.ts'
import { renderSwitchedOff } from './webhook-mail.ts'

/** How often it is looked for what partners are to be told by mail, in milliseconds. */
export const tellPartnersMs = 20_000

export type Telling = { pool: DatabasePool; mailer: Mailer; publicUrl: string }

/** What partners hear of by mail alone. */
export async function tellPartners(telling: Telling): Promise<void> {
  await tellSwitchedOff(telling)
  await tellFinishedImports(telling)
}

/** Tells the people of a partner by mail that we have switched off their endpoint (N16); who was not told is told later. */
async function tellSwitchedOff(telling: Telling): Promise<void> {
  for (const endpoint of await listUntoldEndpoints(telling.pool)) {
    const { id, disabledAtMs, people } = endpoint
    const mail = renderSwitchedOff(endpoint, telling.publicUrl)
    const isTold = await tellAll(telling, { key: `webhook-off-${id}-${disabledAtMs}`, people, mail })
    if (isTold) await markEndpointTold(telling.pool, id)
  }
}

/** Tells the people of a partner by mail what became of their files (N16), all of one look in one mail. */
async function tellFinishedImports(telling: Telling): Promise<void> {
  const partners = Map.groupBy(await listUntoldImports(telling.pool), ({ partnerId }) => partnerId)
  for (const files of partners.values()) {
    const last = files.at(-1)
    if (!last) continue
    const mail = renderFinishedImports(files, telling.publicUrl)
    const key = `imports-${last.id}-${files.length}`
    const ids = files.map(({ id }) => id)
    if (await tellAll(telling, { key, people: last.people, mail })) await markImportsTold(telling.pool, ids)
  }
}

type Told = { key: string; people: readonly { id: string; email: string }[]; mail: RenderedMail }

/**
 * True when nobody has to be told again. The key is made of what happened alone, so that a repeat after a lost answer is
 * the same message; an address that the receiving server refuses counts: it will not take the next try either.
 */
async function tellAll({ mailer }: Telling, { key, people, mail }: Told): Promise<boolean> {
  try {
    for (const { id, email } of people) await mailer.send({ messageId: `${key}-${id}`, to: email, ...mail })
    return true
  } catch {
    return false
  }
}
