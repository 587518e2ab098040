import { z } from 'zod'
import { type CommandType, commandTypes } from '../commands.ts'
import { payloadSchemas } from './command-payloads.ts'
import { id, instant } from './common.ts'

const envelope = {
  commandId: id,
  occurredAt: instant.optional(),
  expectedSeq: z.int().min(0).optional(),
}

type OfferedType = keyof typeof payloadSchemas

function command<const T extends OfferedType>(type: T) {
  return z.strictObject({ ...envelope, type: z.literal(type), payload: payloadSchemas[type] })
}

/** One offered command as it comes over the wire. */
export type OfferedCommand = { [T in OfferedType]: z.output<ReturnType<typeof command<T>>> }[OfferedType]

const offeredTypes = Object.keys(payloadSchemas) as OfferedType[]
const otherTypes = commandTypes.filter(
  (type): type is Exclude<CommandType, OfferedType> => !offeredTypes.some((offered) => offered === type),
)

/** What is not offered yet, or never over HTTP, is refused whatever it carries. */
const other = z.strictObject({
  ...envelope,
  type: z.enum(otherTypes),
  payload: z.record(z.string(), z.unknown()).optional(),
})

export type CommandInput = OfferedCommand | z.output<typeof other>

/**
 * POST /shipments/{id}/commands. TypeScript loses which payload goes with which type once the members come out of a
 * map; `OfferedCommand` says it again from the same table.
 */
export const commandInput: z.ZodType<CommandInput> = z.discriminatedUnion('type', [
  other,
  ...offeredTypes.map((type) => command(type)),
]) as unknown as z.ZodType<CommandInput>
