import { testLooksOf } from './support/looks.ts'

testLooksOf('office')
