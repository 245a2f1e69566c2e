'use server'

import { action } from '#lib/action.ts'
import { adoptScheme } from './adopt-scheme.command.ts'
import { proposeScheme } from './propose-scheme.command.ts'
import { refuseScheme } from './refuse-scheme.command.ts'
import { decideProposalForm, proposeForm, tryForm, withdrawProposalForm } from './scheme-form.schema.ts'
import { tryScheme } from './try-scheme.command.ts'
import { withdrawScheme } from './withdraw-scheme.command.ts'

export const proposeSchemeAction = action({
  id: 'proposeScheme',
  schema: proposeForm,
  run: proposeScheme,
  done: ({ proposalId }) => ({ redirectTo: `/settings/approvals/proposals/${proposalId}?done=proposed` }),
})

export const decideProposalAction = action({
  id: 'decideProposal',
  schema: decideProposalForm,
  run: (act, input) => (input.decision === 'adopt' ? adoptScheme(act, input) : refuseScheme(act, input)),
  done: (_, { decision, proposalId }) => ({
    redirectTo: `/settings/approvals/proposals/${proposalId}?done=${decision}`,
  }),
})

export const withdrawProposalAction = action({
  id: 'withdrawProposal',
  schema: withdrawProposalForm,
  run: withdrawScheme,
  done: ({ proposalId }) => ({ redirectTo: `/settings/approvals/proposals/${proposalId}?done=withdraw` }),
})

export const trySchemeAction = action({
  id: 'tryScheme',
  schema: tryForm,
  run: tryScheme,
  done: ({ proposalId }) => ({ redirectTo: `/settings/approvals/proposals/${proposalId}?done=tried` }),
})
