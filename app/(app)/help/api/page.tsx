import type { Metadata } from 'next'
import { OperationWords } from '#components/api/operation-words.tsx'
import { ProblemTable } from '#components/api/problem-table.tsx'
import { Main } from '#components/shell/main.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { pageActor } from '#lib/access/session.ts'
import { openApi } from '#lib/api/openapi.ts'
import { OPERATIONS } from '#lib/api/operations.ts'
import { statusOf } from '#lib/api/problem.ts'
import { meanings } from '#lib/api/problem-words.ts'
import { readable } from '#lib/api/readable.rules.ts'
import { env } from '#lib/env.ts'
import type { RefusalCode } from '#lib/refusal.ts'

export const metadata: Metadata = { title: 'API' }

const HOW: readonly { label: string; value: string }[] = [
  {
    label: 'Token',
    value:
      'Send Authorization: Bearer and a token. It acts as its person, narrowed to its scopes, until its day. Whatever the person may not do, the token may not either.',
  },
  {
    label: 'Once',
    value:
      'Every POST needs an Idempotency-Key: new for each act, the same when you send it again. The same key and body get the first answer again. A refusal frees the key.',
  },
  {
    label: 'Version, revision',
    value:
      'Approvals and documents are bound to a version of an order; its revision counts every write. Send those you read. CHANGED_MEANWHILE says that the order has moved on.',
  },
  {
    label: 'Values',
    value:
      'Money is decimal text in pounds, prices per pack ex VAT. Packs are whole numbers; stock and usage are units of the medicine. Days are London’s, instants UTC.',
  },
  {
    label: 'Lists',
    value: 'A list answers “after”: ask with it for the next page. Events are followed the same way, for ever.',
  },
  {
    label: 'Pace',
    value:
      'RateLimit-Limit, RateLimit-Remaining and RateLimit-Reset say what the token has left; beyond that come 429 and Retry-After.',
  },
  {
    label: 'Webhooks',
    value:
      'An administrator sets them up under Settings. Each delivery is a POST of one event as listEvents tells it, without amounts, with Tincture-Delivery (the same for repeats) and Tincture-Signature: t=SECONDS,v1=HMAC, which is HMAC-SHA-256 in hexadecimal over SECONDS, a full stop and the body, with the webhook’s secret. Answer 2xx within ten seconds. The order of deliveries is not promised: the events have a cursor.',
  },
  {
    label: 'Problems',
    value: 'Whatever goes wrong is application/problem+json (RFC 9457) with a code that does not change.',
  },
]

export default async function ApiPage() {
  await pageActor('helpApi')
  const told = readable(openApi(OPERATIONS, env().PUBLIC_URL.replace(/\/+$/, '')))
  const tags = [...new Set(told.map((one) => one.tag))]
  return (
    <Main>
      <PageHead
        back={{ href: '/help', words: 'Help' }}
        title="API"
        standfirst="Other systems do here what the pages do, by the same rules."
      />
      <p className="app-lead">
        {'For programs, the same is told in '}
        <Link href="/api/v1/openapi.json">openapi.json</Link>
        {'. Tokens are made under '}
        <Link href="/settings/tokens">API tokens</Link>.
      </p>
      <Section id="how" title="How it works">
        <SummaryList rows={HOW} />
      </Section>
      {tags.map((tag) => (
        <Section key={tag} id={`tag-${tag.toLowerCase()}`} title={tag}>
          {told
            .filter((one) => one.tag === tag)
            .map((one) => (
              <OperationWords key={one.id} told={one} />
            ))}
        </Section>
      ))}
      <Section id="problems" title="Problems">
        <ProblemTable meanings={meanings((code) => statusOf(code as RefusalCode))} />
      </Section>
    </Main>
  )
}
