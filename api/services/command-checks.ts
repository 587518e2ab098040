import type { CommonQueryMethods } from 'slonik'
import { findActiveCouriers } from '#db/couriers.ts'
import { countWrongPins } from '#db/personal.ts'
import { findUsableProofs } from '#db/proofs.ts'
import type { ShipmentRow } from '#db/shipments.ts'
import { findPartner, findUser } from '#db/users.ts'
import { type Actor, mayActAs, type Role } from '#domain/actors.ts'
import { allowedCommands } from '#domain/allowed.ts'
import { type CommandType, commandRow } from '#domain/commands.ts'
import { AppError, type FieldError, type Refusal } from '#domain/errors.ts'
import { wrongField } from './command-facts.ts'
import type { WorkflowInput } from './command-payloads.ts'
import type { Personal } from './command-personal.ts'
import type { Viewer } from './contract.ts'

export const wrongPinsThatLock = 3

/** A refusal with what the caller may do instead. */
export function refused(refusal: Refusal, row: ShipmentRow, actors: readonly Actor[]): AppError {
  const allowed = new Set(actors.flatMap((actor) => allowedCommands(row.state, actor)))
  const isConflict = ['not_now', 'on_hold', 'stale_view'].includes(refusal.code)
  return new AppError(refusal.code, refusal.message, {
    ...(refusal.errors && { errors: refusal.errors }),
    ...(isConflict && { shipmentStatus: row.status, seq: row.seq, allowedCommands: [...allowed] }),
  })
}

/** In which capacity this viewer gives this command; whoever has none of those that may is refused. */
export function actorFor(viewer: Viewer, actors: readonly Actor[], type: CommandType): Actor {
  const { by, isInternal, name } = commandRow(type)
  const actor = actors.find(({ kind }) => mayActAs(kind, by))
  if (isInternal || !actor || !viewer.permissions.includes('shipments.command')) {
    throw new AppError('forbidden', `This is not yours to do: ${name}.`)
  }
  return actor
}

/** Whether the PIN is the booking's. After three wrong ones no PIN is right any more. */
export async function pinVerdict(
  db: CommonQueryMethods,
  input: WorkflowInput,
  row: ShipmentRow,
): Promise<'ok' | 'wrong' | null> {
  const pin = input.type === 'deliver' ? input.payload.pod?.pin : undefined
  if (pin === undefined) return null
  const isLocked = (await countWrongPins(db, row.id)) >= wrongPinsThatLock
  return pin === row.pin && !isLocked ? 'ok' : 'wrong'
}

const staffRoles: readonly Role[] = ['dispatcher', 'supervisor', 'admin']

/** Couriers and colleagues that a command names must exist and be able to do it. */
export async function checkPeople(db: CommonQueryMethods, input: WorkflowInput): Promise<void> {
  const { ids, pointer } = couriersIn(input)
  if (ids.length > 0) {
    const known = await findActiveCouriers(db, ids)
    const unknown = ids.flatMap((id, index) => (known.includes(id) ? [] : [pointer(index)]))
    refuseUnknown(unknown, 'is no courier of ours')
  }
  const partner = partnerIn(input)
  if (partner && !(await findPartner(db, partner.id))) refuseUnknown([partner.pointer], 'is no partner of ours')
  if (input.type === 'take' && input.payload.toUserId) {
    const user = await findUser(db, input.payload.toUserId)
    const isStaff = user?.isActive && user.roles.some((role) => staffRoles.some((staff) => staff === role))
    if (!isStaff) refuseUnknown(['/payload/toUserId'], 'is no dispatcher of ours')
  }
}

/** The partner that gets the parcel. */
function partnerIn({ type, payload }: WorkflowInput): { id: string; pointer: string } | null {
  if (type === 'outsource') return { id: payload.partnerId, pointer: '/payload/partnerId' }
  if (type === 'reroute')
    return payload.partnerId === null ? null : { id: payload.partnerId, pointer: '/payload/partnerId' }
  if (type !== 'resolve' || !('partnerId' in payload.input) || payload.input.partnerId === null) return null
  return { id: payload.input.partnerId, pointer: '/payload/input/partnerId' }
}

function couriersIn({ type, payload }: WorkflowInput): { ids: readonly string[]; pointer: (index: number) => string } {
  if (type === 'assign') return { ids: payload.courierIds, pointer: (index) => `/payload/courierIds/${index}` }
  if (type === 'reassign') return { ids: [payload.courierId], pointer: () => '/payload/courierId' }
  const ids = type === 'resolve' && 'courierIds' in payload.input ? payload.input.courierIds : []
  return { ids, pointer: (index) => `/payload/input/courierIds/${index}` }
}

/** Pictures that a command names: uploaded by the same person, for this shipment or for none yet. */
export async function checkPictures(
  db: CommonQueryMethods,
  { pictures }: Personal,
  { userId, shipmentId }: { userId: string | null; shipmentId: string },
): Promise<void> {
  if (pictures.length === 0) return
  if (userId === null) throw wrongField(pictures[0]?.pointer ?? '', 'Sign in to add pictures.')
  const usable = await findUsableProofs(db, { ids: pictures.map(({ id }) => id), uploaderId: userId, shipmentId })
  const unknown = pictures.filter(({ id, pointer }) => {
    const kind = usable.find((proof) => proof.id === id)?.kind
    return pointer.endsWith('/signatureId') ? kind !== 'signature' : kind === undefined || kind === 'signature'
  })
  refuseUnknown(
    unknown.map(({ pointer }) => pointer),
    'is no picture of yours for this shipment',
  )
}

function refuseUnknown(pointers: readonly string[], message: string): void {
  if (pointers.length === 0) return
  const errors: FieldError[] = pointers.map((pointer) => ({ pointer, code: 'unknown', message }))
  throw new AppError('invalid_input', `${pointers[0]} ${message}.`, { errors })
}
