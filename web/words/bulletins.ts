import { type BulletinKind, bulletinKinds } from '#domain/payloads.ts'

export const bulletinKindNames: Record<BulletinKind, string> = {
  weather: 'Weather',
  closure: 'A road or depot is closed',
  strike: 'Strike',
}

export const bulletinKindOptions = bulletinKinds.map((value) => ({ value, label: bulletinKindNames[value] }))
