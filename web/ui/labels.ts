const words: Readonly<Record<string, string>> = {
  line1: 'Street and number',
  line2: 'Addition',
  postcode: 'Postcode',
  weightKg: 'Weight',
  courierId: 'Courier',
  codAmount: 'Cash to collect',
  pin: 'PIN',
  email: 'E-mail',
  scans: 'Codes',
  window: 'Time',
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
  slas: 'SLA',
  allowances: 'Time allowed,',
  override: 'Ladder',
}

/** What a summary calls a field: `recipient.city` is "Recipient, city". */
export function labelOf(name: string): string {
  const parts = name.split('.').map((part) => {
    if (/^\d+$/.test(part)) return String(Number(part) + 1)
    return words[part] ?? part.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('_', ' ')
  })
  const label = parts.join(' ')
  return label.charAt(0).toUpperCase() + label.slice(1)
}
