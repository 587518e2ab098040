import type { Services, Viewer } from '#api/services/contract.ts'
import type { Option } from '../acts/field.ts'

/** What a service level may name as its calendar. */
export async function calendarOptions({ calendars }: Services, viewer: Viewer): Promise<Option[]> {
  const all = await calendars.list(viewer)
  return [
    { value: 'default', label: 'By type: operations or office' },
    { value: 'always', label: 'Always open: all time counts' },
    ...all.map(({ code, name }) => ({ value: code, label: `${name} for everything` })),
  ]
}
