import type { Services, Viewer } from '#api/services/contract.ts'
import type { Option } from '../acts/field.ts'

/** The zones for a list. */
export async function zoneOptions({ zones }: Pick<Services, 'zones'>, viewer: Viewer): Promise<Option[]> {
  return (await zones.list(viewer)).map(({ code, name }) => ({ value: code, label: name }))
}
