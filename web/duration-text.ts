const units = [
  ['w', 'W'],
  ['d', 'D'],
  ['h', 'H'],
  ['min', 'M'],
  ['s', 'S'],
] as const
const isoPattern = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/
const textPattern = /^(?:(\d+) ?w)? ?(?:(\d+) ?d)? ?(?:(\d+) ?h)? ?(?:(\d+) ?min)? ?(?:(\d+(?:\.\d+)?) ?s)?$/

/** A duration of the wire as people write it, without losing anything: `PT1H30M` is "1 h 30 min", `P1D` is "1 d". */
export function durationText(iso: string): string {
  const parts = isoPattern.exec(iso)?.slice(1) ?? []
  const words = units.flatMap(([unit], index) => (parts[index] === undefined ? [] : `${parts[index]} ${unit}`))
  return words.join(' ') || iso
}

/** The way back; what cannot be read stays as it is, for the next check to refuse. */
export function isoDuration(text: string): string {
  const parts = textPattern.exec(text.trim().toLowerCase())?.slice(1) ?? []
  const [weeks = '', days = '', ...times] = units.map(([, letter], index) => {
    return parts[index] === undefined ? '' : `${parts[index]}${letter}`
  })
  const time = times.join('')
  return weeks || days || time ? `P${weeks}${days}${time && `T${time}`}` : text
}
