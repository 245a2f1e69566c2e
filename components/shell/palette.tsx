'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { LinkButton } from '#components/ui/button.tsx'
import { Combobox } from '#components/ui/combobox.tsx'
import type { Goal } from '#lib/orders/track/palette.queries.ts'
import { rememberKeys } from './remember-keys.tsx'

/** Goes to a page, an order, a product or a supplier by its name. Opened by a key, closed by Escape. */
export default function Palette({ person, onClose }: { person: string; onClose: () => void }) {
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    dialog.current?.showModal()
    dialog.current?.querySelector('input')?.focus()
  }, [])
  useEffect(() => {
    ask('').then(
      ({ keys }) => {
        rememberKeys(person, keys)
        if (!keys) onClose()
      },
      () => undefined,
    )
  }, [person, onClose])
  return (
    <dialog ref={dialog} className="app-palette" aria-label="Go to" onClose={onClose}>
      <Combobox<Goal>
        label="Go to"
        hint="A page, an order number, a product or a supplier"
        listLabel="Where to go"
        minimum={1}
        fetchOptions={async (text, signal) => (await ask(text, signal)).goals}
        optionKey={(goal) => `${goal.kind} ${goal.href}`}
        renderOption={(goal) => (
          <div className="app-palette__goal">
            <span>
              <b>{goal.label}</b>
              {goal.about !== '' && <span className="app-2"> {goal.about}</span>}
            </span>
            <span className="app-2">{goal.kind}</span>
          </div>
        )}
        onChoose={(goal) => {
          dialog.current?.close()
          router.push(goal.href)
        }}
      />
      <p className="app-14">
        <LinkButton type="button" onClick={() => dialog.current?.close()}>
          Close
        </LinkButton>
      </p>
    </dialog>
  )
}

type Answer = { ok: true; value: { keys: boolean; goals: Goal[] } } | { ok: false }

async function ask(text: string, signal?: AbortSignal): Promise<{ keys: boolean; goals: Goal[] }> {
  const response = await fetch(`/search/palette?${new URLSearchParams({ text })}`, { signal })
  const answer = (await response.json()) as Answer
  if (!answer.ok) throw new Error('no answer')
  return answer.value
}
