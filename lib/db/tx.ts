import type { PrismaClient } from './generated/client.ts'

/** A transaction of the database, as commands and queries get it from `withTrust`. */
export type Tx = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>
