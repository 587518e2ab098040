const codes = ['DE', 'AT', 'BE', 'CH', 'CZ', 'DK', 'ES', 'FR', 'GB', 'IT', 'LU', 'NL', 'PL', 'SE'] as const

const names: Record<(typeof codes)[number], string> = {
  DE: 'Germany',
  AT: 'Austria',
  BE: 'Belgium',
  CH: 'Switzerland',
  CZ: 'Czechia',
  DK: 'Denmark',
  ES: 'Spain',
  FR: 'France',
  GB: 'United Kingdom',
  IT: 'Italy',
  LU: 'Luxembourg',
  NL: 'Netherlands',
  PL: 'Poland',
  SE: 'Sweden',
}

/** Where we deliver to, for the list of a form. */
export const countryOptions = codes.map((value) => ({ value, label: names[value] }))

/** The English name of a country; a code that we do not serve stays a code. */
export function countryName(code: string): string {
  return countryOptions.find(({ value }) => value === code)?.label ?? code
}
