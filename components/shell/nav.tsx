'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { Link } from '#components/ui/link.tsx'
import { currentPlace, type Place } from './navigation.ts'

/** The places this person may open, in the order of the day; the current one bold with a blue line, a grey count where work waits. */
export function Nav({ places }: { places: readonly Place[] }) {
  const current = currentPlace(places, usePathname() ?? '')
  const bar = useRef<HTMLUListElement>(null)
  // On a phone the bar scrolls sideways: what one is at stands in sight.
  useEffect(() => {
    const whole = bar.current
    const here = current && whole?.querySelector<HTMLElement>('[aria-current]')?.parentElement
    if (!whole || !here) return
    const watch = new ResizeObserver(() => {
      const end = here.offsetLeft + here.offsetWidth - whole.offsetLeft
      whole.scrollLeft = Math.max(0, end - whole.clientWidth + 24)
    })
    watch.observe(whole)
    return () => watch.disconnect()
  }, [current])
  return (
    <nav className="app-nav" aria-label="Main">
      <div className="app-width">
        <ul ref={bar}>
          {places.map((place) => (
            <li key={place.href}>
              <Link href={place.href} aria-current={place === current ? 'page' : undefined}>
                {place.label}
                {place.count !== undefined && place.count > 0 && (
                  <>
                    {' '}
                    <span className="app-nav__count">{place.count.toLocaleString('en-GB')}</span>
                  </>
                )}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  )
}
