import type { Encoding } from './encoding.ts'
import type { ByteSource } from './source.ts'

const sliceBytes = 32_768

/** The text of a file in small pieces; what is no character of the encoding comes as U+FFFD. */
export async function* readText(source: ByteSource, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const piece of source.read(0, source.size)) {
    for (let at = 0; at < piece.length; at += sliceBytes) {
      yield decoder.decode(piece.subarray(at, at + sliceBytes), { stream: true })
    }
  }
  yield decoder.decode()
}
