import type { Page } from '@playwright/test'

declare global {
  interface Window {
    tabbed?: { targets: Element[]; reached: Set<Element>; faults: Set<string>; leave: () => void }
  }
}

/**
 * Presses Tab from the top of the page to its end. Returns each field, button and link that focus does not come to, where
 * focus is not to be seen, or where something covers it (WCAG 2.1.1, 2.1.2, 2.4.7, 2.4.11).
 */
export async function unreached(page: Page): Promise<string[]> {
  const presses = await page.evaluate(listen)
  // held down, it is pressed again and again: half the messages to the browser
  for (let pressed = 0; pressed < presses; pressed++) await page.keyboard.down('Tab')
  await page.keyboard.up('Tab')
  return page.evaluate(heard)
}

/** Begins to note where focus goes. Returns how often Tab is to be pressed. Runs in the page. */
function listen(): number {
  const name = (one: Element) =>
    `<${one.localName} class="${one.getAttribute('class')}"> “${one.textContent?.trim().slice(0, 40)}”`
  const first = (one: Element) => {
    // Tab goes to one of a group of radios: the chosen one, else the first
    if (!(one instanceof HTMLInputElement) || one.type !== 'radio' || !one.form) return true
    const group = [...one.form.querySelectorAll<HTMLInputElement>('input[type=radio]')].filter(
      ({ name }) => name === one.name,
    )
    return one === (group.find((other) => other.checked) ?? group[0])
  }
  const targets = [
    ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]'),
  ]
    .filter((one) => one.tabIndex >= 0 && !one.matches(':disabled, [type=hidden]') && first(one))
    .filter((one) => one.checkVisibility({ visibilityProperty: true }))

  /** How an element and what is drawn for it (the box of a radio stands at its label) look. */
  const looks = (one: Element) => {
    const parts: [Element, string?][] = [[one], [one, '::before'], [one, '::after']]
    if (one.nextElementSibling) parts.push([one.nextElementSibling], [one.nextElementSibling, '::before'])
    if (one.parentElement) parts.push([one.parentElement])
    return parts.map(([part, pseudo]) => {
      const style = getComputedStyle(part, pseudo)
      const outline = style.outlineStyle === 'none' || style.outlineWidth === '0px' ? 'none' : style.outline
      return [outline, style.boxShadow, style.backgroundColor, style.borderTop, style.borderBottom].join()
    })
  }
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  const before = new Map(targets.map((one) => [one, looks(one).join(';')]))
  const reached = new Set<Element>()
  const faults = new Set<string>()

  const enter = ({ target }: Event) => {
    if (!(target instanceof HTMLElement)) return
    reached.add(target)
    if (before.get(target) === looks(target).join(';')) faults.add(`shows no focus on ${name(target)}`)
  }
  const covered = (one: Element) => {
    const part =
      one instanceof HTMLInputElement && /radio|checkbox|file/.test(one.type) ? (one.labels?.[0] ?? one) : one
    const { left, right, top, bottom } = part.getClientRects()[0] ?? part.getBoundingClientRect()
    const xs = [left + 2, (left + right) / 2, right - 2]
    const ys = [top + 2, (top + bottom) / 2, bottom - 2]
    return !xs.some((x) =>
      ys.some((y) => {
        const there = document.elementFromPoint(x, y)
        return there !== null && (part.contains(there) || (there.contains(part) && there !== document.body))
      }),
    )
  }
  // the page has scrolled to what had focus only by the time that focus leaves it
  const leave = () => {
    const one = document.activeElement
    if (one && one !== document.body && reached.has(one) && covered(one)) faults.add(`covers the focus on ${name(one)}`)
  }
  document.addEventListener('keydown', leave, true)
  document.addEventListener('focusin', enter)
  window.tabbed = { targets, reached, faults, leave }
  targets[0]?.focus()
  // some more: what is explained of a line, and may be pressed there, is drawn only once the line has focus
  return targets.length + 8
}

/** What was noted. Runs in the page. */
function heard(): string[] {
  if (!window.tabbed) throw new Error('Nobody listened')
  const { targets, reached, faults, leave } = window.tabbed
  leave()
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  const name = (one: Element) =>
    `<${one.localName} class="${one.getAttribute('class')}"> “${one.textContent?.trim().slice(0, 40)}”`
  return [...faults, ...targets.filter((one) => !reached.has(one)).map((one) => `Tab does not come to ${name(one)}`)]
}
