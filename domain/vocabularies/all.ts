import { aftership } from './aftership.ts'
import { easypost } from './easypost.ts'
import { fedex } from './fedex.ts'
import { ups } from './ups.ts'
import { upu } from './upu.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The public code lists that a mapping can begin from. */
export const vocabularies: readonly Vocabulary[] = [aftership, easypost, fedex, ups, upu]
