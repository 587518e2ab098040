import { wireWords } from '../format.ts'

const names: Readonly<Record<string, string>> = {
  choose: 'Choose a payment',
  pay: 'Pay',
  assign: 'Find a courier',
  first_scan: 'Hand in, until the first scan',
  expiry: 'Keep what is never handed in',
  accept: 'Accept an offer',
  start: 'Set off',
  window: 'Grace after the pickup window',
  dwell: 'Stay at a stop',
  silence: 'Be without news',
  lost_watch: 'Be missing, until given up',
  stop_late: 'Be late at a stop',
  decision: 'Decide, by the recipient',
  reattempt: 'Try again',
  collect: 'Collect at a pickup point',
  verify: 'Confirm or dispute',
  settle: 'Settle the money',
  refund: 'Pay back',
  claim: 'Decide a claim',
  return: 'Bring it back',
  handover: 'Take over from the sender',
  undo: 'Take a step back',
}

/** What an allowance gives time for. */
export function allowanceName(key: string): string {
  return names[key] ?? wireWords(key)
}
