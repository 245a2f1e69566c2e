'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'

/**
 * Questions with radio buttons, one after the other, that can be answered by number: while the focus is in one, a figure takes
 * the answer in that place and goes on to the next question, after the last one to the button. Says so once it listens.
 */
export function PickByNumber({ children }: { children: ReactNode }) {
  const around = useRef<HTMLDivElement>(null)
  const [listens, setListens] = useState(false)
  useEffect(() => {
    const questions = around.current
    questions?.addEventListener('keydown', pick)
    setListens(true)
    return () => questions?.removeEventListener('keydown', pick)
  }, [])
  return (
    <div ref={around}>
      {listens && (
        <p className="app-14">With the focus on an answer, the figures 1 to 5 choose and go on to the next row.</p>
      )}
      {children}
    </div>
  )
}

function pick(event: KeyboardEvent): void {
  const { target, currentTarget, key } = event
  if (!(target instanceof HTMLInputElement) || target.type !== 'radio' || !/^[1-9]$/.test(key)) return
  if (event.ctrlKey || event.altKey || event.metaKey) return
  const question = target.closest('fieldset')
  const answer = radiosOf(question)[Number(key) - 1]
  if (!answer) return
  event.preventDefault()
  answer.click()
  next(currentTarget instanceof Element ? currentTarget : null, question)?.focus()
}

function radiosOf(question: Element | null): HTMLInputElement[] {
  return [...(question?.querySelectorAll<HTMLInputElement>('input[type=radio]') ?? [])]
}

/** Where the focus goes after a question: to the answer that is chosen in the next one, else to its first; else to the button. */
function next(around: Element | null, question: HTMLFieldSetElement | null): HTMLElement | null {
  const questions = [...(around?.querySelectorAll('fieldset') ?? [])].filter((one) => radiosOf(one).length > 0)
  const after = questions[question ? questions.indexOf(question) + 1 : 0]
  if (!after) return around?.querySelector<HTMLButtonElement>('button') ?? null
  const radios = radiosOf(after)
  return radios.find((one) => one.checked) ?? radios[0] ?? null
}
