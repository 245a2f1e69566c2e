'use server'

import { action } from '#lib/action.ts'
import { wordsFor } from '#lib/refusal-words.ts'
import { formatCounted } from '#lib/values/format.ts'
import { approveOrder } from './approve-order.command.ts'
import { approveSeveral } from './approve-several.command.ts'
import { approveSeveralInput, decisionInput, withdrawInput } from './decision.schema.ts'
import { disagreeWithOrder } from './disagree-with-order.command.ts'
import { rejectOrder } from './reject-order.command.ts'
import { returnOrder } from './return-order.command.ts'
import { withdrawSubmission } from './withdraw-submission.command.ts'

export const decideOrderAction = action({
  id: 'decideOrder',
  schema: decisionInput,
  run: (act, input) => {
    switch (input.decision) {
      case 'approve':
        return approveOrder(act, input)
      case 'return':
        return returnOrder(act, input)
      case 'reject':
        return rejectOrder(act, input)
      case 'disagree':
        return disagreeWithOrder(act, input)
    }
  },
  done: ({ number }) => ({ redirectTo: `/approvals/next?done=${number}` }),
})

export const approveSeveralAction = action({
  id: 'approveSeveral',
  schema: approveSeveralInput,
  run: approveSeveral,
  done: ({ approved, not }) => {
    if (not.length === 0) return { redirectTo: `/approvals?approved=${approved.length}` }
    const why = not.map(({ number, refusal }) => `${number}: ${wordsFor(refusal).title}.`)
    const good = approved.length === 0 ? 'None approved.' : `${formatCounted(approved.length, 'order')} approved.`
    return { message: `${good} Not approved: ${why.join(' ')}` }
  },
})

export const withdrawSubmissionAction = action({
  id: 'withdrawSubmission',
  schema: withdrawInput,
  run: withdrawSubmission,
  done: ({ number }) => ({ redirectTo: `/orders/${number}` }),
})
