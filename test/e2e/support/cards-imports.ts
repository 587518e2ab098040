import type { Card } from './cards.ts'
import { importIds } from './imports.ts'

/** Partners' files and statuses, as the partner and as an admin see them. */
export const importCards: Record<string, Card> = {
  uploads: { path: '/partner/uploads', role: 'partner' },
  'uploads, none': { path: '/partner/uploads', role: 'partner', isEmpty: true },
  'new upload': { path: '/partner/uploads/new', role: 'partner' },
  'upload, a dry run': { path: `/partner/uploads/${importIds.review}`, role: 'partner' },
  'upload, being read': { path: `/partner/uploads/${importIds.staging}`, role: 'partner' },
  'upload, being applied': {
    path: `/partner/uploads/${importIds.applying}?outcome=applied&done=apply`,
    role: 'partner',
  },
  'upload, paused, no row of a kind': {
    path: `/partner/uploads/${importIds.paused}?outcome=bad`,
    role: 'partner',
    isEmpty: true,
  },
  'upload, done': { path: `/partner/uploads/${importIds.done}?done=apply`, role: 'partner' },
  'upload, nothing new': { path: `/partner/uploads/${importIds.unchanged}`, role: 'partner' },
  'upload, failed': { path: `/partner/uploads/${importIds.failed}`, role: 'partner' },
  'bulk status': { path: '/partner/status?number=WB7Q4K2M9X&number=WB7Q4K2M9Y', role: 'partner' },
  'bulk status, own words': { path: '/partner/status', role: 'partner', isEmpty: true },
  'bulk status, looked at': { path: `/partner/status?look=${importIds.statuses}&evidence=1`, role: 'partner' },
  'bulk status, applied': { path: `/partner/status?look=${importIds.done}`, role: 'partner' },
  'imports of all partners': { path: '/admin/imports', role: 'admin' },
  'imports of all partners, none failed': { path: '/admin/imports?state=failed', role: 'admin', isEmpty: true },
  'import, for an admin': { path: `/admin/imports/${importIds.applying}`, role: 'admin' },
}
