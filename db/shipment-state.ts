import { z } from 'zod'
import type { Shipment } from '#domain/shipment.ts'
import { statuses } from '#domain/status.ts'
import { upgraded } from '#domain/upgrade.ts'

const outline = z.looseObject({
  id: z.string(),
  status: z.enum(statuses),
  seq: z.int(),
  timers: z.array(z.unknown()),
  exceptions: z.array(z.unknown()),
  money: z.looseObject({ currency: z.string() }),
  policy: z.looseObject({ level: z.string() }),
})

/** The workflow's state as the projection stored it. Only the projection writes it, so its outline is enough to check. */
export const shipmentState = z
  .custom<Shipment>((value) => outline.safeParse(value).success, 'is no shipment state')
  .transform(upgraded)
