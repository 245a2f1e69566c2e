import { z } from 'zod'
import { OFF_CONTRACT_CODES } from './off-contract.rules.ts'

/** A reason code as it comes in. */
export const offContractReason = z.enum(OFF_CONTRACT_CODES, 'Choose why this is bought off contract')
