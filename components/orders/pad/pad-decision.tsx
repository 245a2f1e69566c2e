'use client'

import { ActionFormClient } from '#components/ui/action-form-client.tsx'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { DecisionPanel } from '#components/ui/decision-panel.tsx'
import { Details } from '#components/ui/details.tsx'
import { Link } from '#components/ui/link.tsx'
import { Route, type Station } from '#components/ui/route.tsx'
import type { FormAction } from '#lib/action-answer.ts'
import type { NeedView } from '#lib/orders/raise/view.rules.ts'
import { formatClock, formatCounted, formatList, formatPence } from '#lib/values/format.ts'
import { TOTAL_HIDDEN } from './pad-words.ts'
import { padTotals, type ShownPart } from './shown-parts.ts'

const NOBODY_ELSE = 'Nobody else: on contract and within your limit'

/** The grey panel of the pad: how many orders, what they come to, who must agree and why, and the act. */
export function PadDecision({
  parts,
  lines,
  supplierOf,
  orderOf,
  trustId,
  padId,
  edit,
  keeping,
  discard,
  onCheck,
}: {
  parts: readonly ShownPart[]
  lines: number
  supplierOf: (part: ShownPart) => string
  orderOf: (part: ShownPart) => string
  trustId: string
  padId: string
  edit: number
  keeping: boolean
  discard: FormAction
  onCheck: () => void
}) {
  const totals = padTotals(parts)
  const carriage = totals && totals.carriage > 0 ? `, ${formatPence(totals.carriage)} carriage` : ''
  return (
    <DecisionPanel
      title={
        parts.length === 0
          ? 'Nothing on the pad yet'
          : `${formatCounted(parts.length, 'order')}, ${formatCounted(lines, 'line')}`
      }
      total={totals === null ? undefined : formatPence(totals.gross)}
      totalSays={
        totals === null
          ? `Total: ${TOTAL_HIDDEN.toLowerCase()}`
          : `With VAT: ${formatPence(totals.net)} goods${carriage} and ${formatPence(totals.vat)} VAT${unpricedWords(parts)}`
      }
    >
      {parts.length > 0 && (
        <>
          <hr />
          <h3>Who must agree</h3>
        </>
      )}
      {parts.map((part) => (
        <div key={part.key} className={parts.length > 1 ? 'app-gap' : undefined}>
          {parts.length > 1 && (
            <h4>
              {orderOf(part)}
              {part.totals && <span className="app-pack"> {formatPence(part.totals.gross)} with VAT</span>}
            </h4>
          )}
          <Route
            label={`Who must agree to the order for ${orderOf(part)}`}
            stations={parts.length > 1 ? inShort(part) : stations(part, supplierOf(part))}
          />
        </div>
      ))}
      {parts.length > 0 && <hr />}
      <Button type="button" full onClick={onCheck}>
        Check answers
      </Button>
      {lines > 0 && (
        <p className="app-14">
          <Link href={`/orders/templates/new?pad=${padId}`}>Save as a template</Link>
        </p>
      )}
      <Details summary="Delete this draft" small>
        <ActionFormClient
          action={discard}
          trustId={trustId}
          hidden={{ padId, edit: String(edit) }}
          label="Delete this draft"
          waits={keeping}
        >
          <p>
            {parts.length === 0
              ? 'The pad is thrown away. You can bring it back.'
              : `The pad is thrown away and ${formatCounted(parts.length, 'draft is', 'drafts are')} cancelled. You can bring it back.`}
          </p>
          <LinkButton>Delete this draft now</LinkButton>
        </ActionFormClient>
      </Details>
    </DecisionPanel>
  )
}

function stations(part: ShownPart, supplier: string): Station[] {
  const needs = part.part?.needs ?? null
  const cutOff = part.part?.cutOff ?? null
  const before: Station[] = [
    {
      key: 'you',
      state: 'done',
      what: (
        <>
          <b>You</b> raise it
        </>
      ),
    },
  ]
  if (needs === null) return [...before, { key: 'later', state: 'open', what: 'Worked out when the draft is kept' }]
  if (part.part && part.part.unpriced > 0) {
    return [...before, { key: 'later', state: 'open', what: 'Worked out when every price is known' }]
  }
  const asked = needs.filter((one) => !one.retrospective)
  const afterwards = needs.filter((one) => one.retrospective)
  if (needs.length === 0) before.push({ key: 'nobody', state: 'done', what: NOBODY_ELSE })
  return [
    ...before,
    ...asked.map(stationOf),
    {
      key: 'supplier',
      state: 'open',
      what: (
        <>
          <b>{supplier}</b> receives it
        </>
      ),
      why: cutOff === null ? undefined : `Cut-off ${clockWords(cutOff)}`,
    },
    ...afterwards.map(stationOf),
  ]
}

/** The stations of one order among several, under its supplier's name: what all have alike, that you raise them, stands in none. */
function inShort(part: ShownPart): Station[] {
  const [, second, third, ...rest] = stations(part, 'The supplier')
  if (second?.key !== 'nobody' || !third) return [second, third, ...rest].filter((one) => one !== undefined)
  return [{ ...third, what: NOBODY_ELSE }, ...rest]
}

function stationOf(need: NeedView): Station {
  const then = need.step > 1 ? 'then ' : ''
  const people = need.people.length === 0 ? 'Nobody here may decide it' : formatList(need.people.slice(0, 3))
  const when = need.retrospective ? ', afterwards' : ''
  return {
    key: `${need.role} ${need.step} ${need.who.title}`,
    state: 'open',
    what: (
      <>
        <b>{people}</b>, {then}
        {need.who.inSentence.replace(/^(?:the|a) /, '')}
        {when}
      </>
    ),
    why: need.reasons.map((one) => `${one.title}: ${one.text}`).join(' '),
  }
}

function clockWords(time: string): string {
  const [hour, minute] = time.split(':')
  return formatClock(Number(hour), Number(minute))
}

/** Lines that the total leaves out, because nobody has said their price yet. */
function unpricedWords(parts: readonly ShownPart[]): string {
  const count = parts.flatMap((part) => part.lines).filter((line) => line.basis === 'missing').length
  return count === 0 ? '' : `, without ${formatCounted(count, 'line')} of which the price is missing`
}
