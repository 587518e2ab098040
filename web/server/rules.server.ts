import { code as codeSchema } from '#domain/schemas/settings.ts'
import { isAppError } from './problems.server.ts'

type Asked<T> = { blank: T; get: () => Promise<T> }

/** A rule by its code, or a blank one to write where there is none yet. */
export async function orNew<T>(code: string, { blank, get }: Asked<T>): Promise<T> {
  try {
    return await get()
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found' && codeSchema.safeParse(code).success) return blank
    throw error
  }
}

/** Whether this version has just been published from this page. */
export function isSaved(request: Request, version: number): boolean {
  return new URL(request.url).searchParams.get('saved') === String(version) && version > 0
}
