const tail = /[0-9a-f]{12}$/

/**
 * The id of one form's command, from the id that the loader made for the page: always the same for the same form, so that a
 * repeated post acts once, and another one for every other form.
 */
export function commandIdFor(seed: string, formKey: string): string {
  return seed.replace(tail, (digits) => {
    const mixed = BigInt(`0x${digits}`) ^ hashOf(formKey)
    return mixed.toString(16).padStart(12, '0')
  })
}

/** FNV-1a folded to 48 bits: enough to keep the forms of one page apart. */
function hashOf(text: string): bigint {
  let hash = 0xcbf29ce484222325n
  for (const character of text) {
    hash = ((hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n) & 0xffffffffffffffffn
  }
  return (hash ^ (hash >> 48n)) & 0xffffffffffffn
}
