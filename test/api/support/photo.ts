import sharp from 'sharp'

/** A small picture with a place and a camera in its EXIF. */
export async function photo(side = 64): Promise<Uint8Array<ArrayBuffer>> {
  const image = sharp({ create: { width: side, height: side, channels: 3, background: { r: 9, g: 99, b: 9 } } })
  const exif = { IFD0: { Make: 'canary-camera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 30/1 0/1' } }
  return new Uint8Array(await image.jpeg().withExif(exif).toBuffer())
}
