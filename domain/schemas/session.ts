import { z } from 'zod'
import { email, text } from './common.ts'

/** No rule on what is in it; the length alone is bounded, and long before it is hashed. */
const password = z.string().min(8, 'needs at least 8 characters').max(256, 'may have at most 256 characters')

/** A wrong form is answered like a wrong password would be, so only the outline is checked. */
export const signInInput = z.strictObject({ email, password: z.string().min(1, 'must not be empty').max(256) })

/** The first admin names himself; an invited person only sets the password. */
export const welcomeInput = z.strictObject({
  token: text(200),
  password,
  name: text(120).optional(),
  email: email.optional(),
})
