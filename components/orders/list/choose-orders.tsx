'use client'

import { type ReactNode, useState } from 'react'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { formatCount } from '#lib/values/format.ts'
import {
  type Choice,
  type Choosable,
  choiceWords,
  countOf,
  type Matches,
  NONE,
  toggled,
  toggledAll,
  totalWords,
} from './choosing.ts'

/** Draws the box of a row while orders are chosen. */
export type BoxOf = ((number: string) => ReactNode) | null

/**
 * Choosing orders of the list for one act. The boxes come when they are asked for, so that the list is light for whoever
 * only reads it. `query` is what the address filters; `more` whether there are further pages.
 */
export function ChooseOrders({
  rows,
  query,
  more,
  children,
}: {
  rows: readonly Choosable[]
  query: Readonly<Record<string, string>>
  more: boolean
  children: (box: BoxOf) => ReactNode
}) {
  const [open, setOpen] = useState(false)
  const [choice, setChoice] = useState<Choice>(NONE)
  const wholePage = choice.numbers.size === rows.length || choice.all !== null
  const box: BoxOf = (number) => (
    <input
      className="nhsuk-checkboxes__input app-choosebox"
      type="checkbox"
      name={choice.all ? undefined : 'order'}
      value={number}
      aria-label={`Choose ${number}`}
      checked={choice.all !== null || choice.numbers.has(number)}
      onChange={(event) => {
        const range = event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey
        setChoice(toggled(choice, rows, number, range))
      }}
    />
  )
  const toggle = (
    <LinkButton
      type="button"
      onClick={() => {
        setOpen(!open)
        setChoice(NONE)
      }}
    >
      {open ? 'Stop choosing' : 'Choose orders'}
    </LinkButton>
  )
  if (!open) {
    return (
      <>
        <p className="app-take app-14">{toggle} to act on several at once</p>
        {children(null)}
      </>
    )
  }
  return (
    <form action="/orders/several" aria-label="Choose orders">
      <p className="app-take app-14">
        {toggle}.{' '}
        <label className="app-chooseall">
          <input
            className="nhsuk-checkboxes__input app-choosebox"
            type="checkbox"
            checked={wholePage}
            onChange={(event) => setChoice(toggledAll(rows, event.currentTarget.checked))}
          />
          Choose all {formatCount(rows.length)} on this page
        </label>
      </p>
      {choice.all &&
        Object.entries({ ...query, all: 'yes' }).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      {children(box)}
      <div className="app-choosebar">
        <p className="app-14" aria-live="polite">
          <b>{choiceWords(choice, rows)}.</b>{' '}
          {more && wholePage && <WholeList choice={choice} rows={rows} query={query} onChoose={setChoice} />}
        </p>
        <Button kind="secondary" small>
          {countOf(choice) === 0
            ? 'See what can be done'
            : `See what can be done with ${countOf(choice) === 1 ? 'it' : 'them'}`}
        </Button>
      </div>
    </form>
  )
}

type Asked = Matches | 'asked' | 'no answer' | null

/** Offers all that the filters match once the whole page is chosen, and the way back to the page. */
function WholeList({
  choice,
  rows,
  query,
  onChoose,
}: {
  choice: Choice
  rows: readonly Choosable[]
  query: Readonly<Record<string, string>>
  onChoose: (choice: Choice) => void
}) {
  const [asked, setAsked] = useState<Asked>(null)
  if (choice.all) {
    return (
      <LinkButton type="button" onClick={() => onChoose(toggledAll(rows, true))}>
        Only the {formatCount(rows.length)} on this page
      </LinkButton>
    )
  }
  if (asked === 'asked') return 'Counting all that match the filters…'
  if (asked === 'no answer') return 'Tincture does not answer: how many match the filters is not known.'
  if (asked?.more) {
    return `More than ${formatCount(asked.orders)} orders match the filters. Narrow them to act on all.`
  }
  if (asked) {
    return (
      <LinkButton type="button" onClick={() => onChoose({ ...choice, all: asked })}>
        Choose all {totalWords(asked.orders, asked.total, asked.hidden)}, that match the filters
      </LinkButton>
    )
  }
  return (
    <LinkButton
      type="button"
      onClick={async () => {
        setAsked('asked')
        setAsked((await countMatches(query)) ?? 'no answer')
      }}
    >
      Count all that match the filters, also on other pages
    </LinkButton>
  )
}

async function countMatches(query: Readonly<Record<string, string>>): Promise<Matches | null> {
  try {
    const response = await fetch(`/orders/several/count?${new URLSearchParams(query)}`)
    const answer = (await response.json()) as { ok: boolean; value: Matches }
    return answer.ok ? answer.value : null
  } catch {
    return null
  }
}
