import { formatList } from '#lib/values/format.ts'
import type { Hold } from './transmission.rules.ts'

/** What holds an order, as the end of "waits for". */
export function holdWords(hold: Hold): string {
  switch (hold.code) {
    case 'REQUISITION':
      return 'its signed requisition'
    case 'UNLICENSED':
      return `the approval of ${formatList(hold.medicines.map((one) => one.name))}, which has no licence`
    case 'NO_WAY_TO_SEND':
      return hold.why === 'no_account' ? 'an account with the supplier' : 'the supplier’s e-mail address for orders'
  }
}
