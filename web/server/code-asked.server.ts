import { code as codeSchema } from '#domain/schemas/settings.ts'
import { redirect } from '../framework.ts'

/** The form that names a new rule leads to the page where it is written; a code that cannot be one is given back. */
export function codeAsked(request: Request, path: string): string | null {
  const asked = new URL(request.url).searchParams.get('code')?.trim()
  if (asked === undefined) return null
  if (codeSchema.safeParse(asked).success) throw redirect(`${path}/${asked}`)
  return asked
}
