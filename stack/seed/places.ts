type Stop = {
  name: string
  line1: string
  city: string
  postcode: string
  country: string
  email?: string
  phone?: string
  position: { lat: number; lng: number }
}

type Row = readonly [name: string, line1: string, postcode: string, lat: number, lng: number]

const senderRows: readonly Row[] = [
  ['Buchhandlung am Kanal', 'Paul-Lincke-Ufer 12', '10999', 52.4953, 13.4205],
  ['Lindner Keramik', 'Oranienstraße 183', '10999', 52.5016, 13.4187],
  ['Radhaus Mitte', 'Torstraße 140', '10119', 52.5299, 13.4003],
  ['Kaffeerösterei Nord', 'Prinzenallee 33', '13359', 52.5587, 13.3862],
  ['Papier & Faden', 'Kantstraße 30', '10623', 52.5059, 13.3235],
  ['Schallplatten Hübner', 'Boxhagener Straße 16', '10245', 52.5106, 13.4595],
  ['Optik Sommer', 'Schloßstraße 110', '12163', 52.4583, 13.3221],
  ['Gärtnerei Havelblick', 'Streitstraße 8', '13587', 52.5556, 13.2053],
]

const recipientRows: readonly Row[] = [
  ['Ada Krüger', 'Kastanienallee 40', '10119', 52.5352, 13.4089],
  ['Mehmet Yıldız', 'Sonnenallee 72', '12045', 52.4847, 13.4361],
  ['Lena Fischer', 'Bergmannstraße 99', '10961', 52.4885, 13.3899],
  ['Karl-Heinz Böhm', 'Frankfurter Allee 51', '10247', 52.5147, 13.4672],
  ['Zoë van Dijk', 'Schönhauser Allee 117', '10437', 52.5491, 13.4142],
  ['Praxis Dr. Albrecht', 'Kurfürstendamm 195', '10707', 52.5005, 13.3137],
  ['Nguyễn Minh', 'Herzbergstraße 128', '10365', 52.5259, 13.4964],
  ['Frieda Sauer', 'Karl-Marx-Straße 141', '12043', 52.4779, 13.4399],
  ['Büro Lichtblick', 'Potsdamer Straße 87', '10785', 52.5015, 13.3653],
  ['Iwan Petrow', 'Müllerstraße 148', '13353', 52.5459, 13.3559],
  ['Clara Neumann', 'Mainzer Straße 5', '10247', 52.5138, 13.4637],
  ['Otto Winkler', 'Breite Straße 22', '13187', 52.5702, 13.4045],
]

function stopOf([name, line1, postcode, lat, lng]: Row): Stop {
  return { name, line1, city: 'Berlin', postcode, country: 'DE', position: { lat, lng } }
}

export const senders: readonly Stop[] = senderRows.map(stopOf)

/** The first one is the person who can sign in as the recipient. */
export const recipients: readonly Stop[] = recipientRows.map((row, index) => ({
  ...stopOf(row),
  ...(index === 0 && { email: 'recipient@waybill.example' }),
}))

/** The entry with this number, going round. */
export function nth<T>(list: readonly T[], number: number): T {
  const found = list[number % list.length]
  if (found === undefined) throw new Error('The list is empty.')
  return found
}
