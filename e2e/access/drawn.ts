/** What is wrong with the page as it is drawn now. Runs in the page, so it stands alone. */
export function drawn(): string[] {
  const faults: string[] = []
  const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)]
  const name = (one: Element) =>
    `<${one.tagName.toLowerCase()} class="${one.className}"> “${one.textContent?.trim().slice(0, 40)}”`

  for (const only of ['h1', 'main']) {
    const found = all(only).filter((one) => one.checkVisibility()).length
    if (found !== 1) faults.push(`has ${found} ${only}`)
  }
  const sideways = document.documentElement.scrollWidth - window.innerWidth
  if (sideways > 0) faults.push(`sticks out sideways by ${sideways}`)
  for (const cell of all('td, th')) {
    const filled = cell.textContent?.trim() || cell.querySelector('input, select, button, [aria-label], img[alt]')
    if (!filled) faults.push(`has an empty cell: ${cell.closest('tr')?.textContent?.slice(0, 60)}`)
  }
  for (const one of all('body [style]')) {
    if (one.getAttribute('style') && one.tagName !== 'NEXT-ROUTE-ANNOUNCER')
      faults.push(`has a style attribute: ${one.outerHTML.slice(0, 80)}`)
  }
  for (const one of all('body *:not(input, textarea, select, option)')) {
    const { overflowX, clip, clipPath } = getComputedStyle(one)
    const hidden = clip !== 'auto' || clipPath !== 'none' || one.clientWidth < 2
    if (!hidden && (overflowX === 'hidden' || overflowX === 'clip') && one.scrollWidth > one.clientWidth + 1)
      faults.push(`cuts off ${name(one)}`)
  }

  /*
   * Targets of less than 24 px (WCAG 2.5.8): all right within a sentence, or where a circle of 24 px around its middle
   * meets no other target and no other small target's circle.
   */
  const hit = (one: HTMLElement) => {
    const label = one instanceof HTMLInputElement && /radio|checkbox/.test(one.type) ? one.labels?.[0] : undefined
    return (label ?? one).getBoundingClientRect()
  }
  const targets = all('a[href], button, input:not([type=hidden]), select, textarea, summary')
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('.nhsuk-u-visually-hidden'))
    .filter((one) => !one.matches('.nhsuk-skip-link'))
    .map((one) => ({ one, box: hit(one) }))
    .filter(({ box }) => box.width > 0 && box.height > 0)
  const isSmall = (box: DOMRect) => box.width < 23.5 || box.height < 23.5
  const inSentence = (one: HTMLElement) => {
    if (getComputedStyle(one).display !== 'inline') return false
    let block = one.parentElement
    while (block && getComputedStyle(block).display === 'inline') block = block.parentElement
    return (block?.textContent ?? '').trim().length > (one.textContent ?? '').trim().length
  }
  const middle = (box: DOMRect) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 })
  const isNear = (box: DOMRect, other: DOMRect) => {
    const { x, y } = middle(box)
    if (isSmall(other)) return Math.hypot(middle(other).x - x, middle(other).y - y) < 24
    return (
      Math.hypot(
        x - Math.min(Math.max(x, other.left), other.right),
        y - Math.min(Math.max(y, other.top), other.bottom),
      ) < 12
    )
  }
  for (const { one, box } of targets.filter((target) => isSmall(target.box) && !inSentence(target.one))) {
    const near = targets.find((other) => !one.contains(other.one) && !other.one.contains(one) && isNear(box, other.box))
    if (near)
      faults.push(
        `has a target of ${Math.round(box.width)} × ${Math.round(box.height)}: ${name(one)} beside ${name(near.one)}`,
      )
  }
  return faults
}

/** Of which pieces the page is made up: its elements by name and class, each once. Runs in the page. */
export function makeUp(): string {
  const kinds = [...document.querySelectorAll('body *')].map((one) => `${one.localName}.${one.getAttribute('class')}`)
  return [...new Set(kinds)].sort().join(' ')
}
