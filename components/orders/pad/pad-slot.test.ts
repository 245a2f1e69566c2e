import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyOutbox, put } from './outbox.ts'
import { remember } from './pad-memory.ts'
import { type Slot, type Stores, takeSlot } from './pad-slot.ts'

const BASE = 'tincture.pad t p pad'

/** A browser as far as tabs share it: one store of all tabs, one of each, and locks that end with their tab. */
class Browser {
  readonly kept = new Map<string, string>()
  private readonly held = new Map<string, number>()
  private ids = 0
  private tabs = 0

  readonly store = {
    getItem: (key: string) => this.kept.get(key) ?? null,
    setItem: (key: string, value: string) => void this.kept.set(key, value),
    removeItem: (key: string) => void this.kept.delete(key),
  }

  /** Opens the pad in a tab; `own` is what a reload or a copied tab brings along. */
  async open(own = new Map<string, string>()): Promise<Tab> {
    this.tabs += 1
    const tab = this.tabs
    const kept = this.kept
    const stores: Stores = {
      kept: {
        getItem: this.store.getItem,
        key: (index) => [...kept.keys()][index] ?? null,
        get length() {
          return kept.size
        },
      },
      own: { getItem: (key) => own.get(key) ?? null, setItem: (key, value) => void own.set(key, value) },
    }
    const request = async (name: string, options: LockOptions, work: LockGrantedCallback<unknown>) => {
      if (this.held.has(name)) {
        if (options.signal) throw new DOMException('aborted', 'AbortError')
        return work(null)
      }
      this.held.set(name, tab)
      try {
        return await work({ name, mode: 'exclusive' })
      } finally {
        if (this.held.get(name) === tab) this.held.delete(name)
      }
    }
    const locks = { request } as unknown as LockManager
    const newId = () => {
      this.ids += 1
      return `slot-${this.ids}`
    }
    const slot = await takeSlot(BASE, { stores, locks, newId })
    return { slot, own, tab }
  }

  /** The tab is closed or goes elsewhere: whatever it held is free. */
  close({ tab }: Tab): void {
    for (const [name, holder] of this.held) if (holder === tab) this.held.delete(name)
  }

  /** Something is typed in a tab that the server does not have. */
  type({ slot }: Tab, note: string): void {
    remember(this.store, slot.place, { outbox: put(emptyOutbox(1), { do: 'pad', note }), raw: {}, hits: {} })
  }

  read({ slot }: Tab): string | null {
    const text = this.kept.get(slot.place)
    return text === undefined ? null : JSON.parse(text).outbox.waiting[0].note
  }
}

type Tab = { slot: Slot; own: Map<string, string>; tab: number }

test('two tabs have a place each; reloaded, each finds its own text again', async () => {
  const browser = new Browser()
  const [first, second] = [await browser.open(), await browser.open()]
  browser.type(first, 'first')
  browser.type(second, 'second')
  browser.close(second)
  const again = await browser.open(second.own)
  expect(browser.read(again)).toBe('second')
  expect(browser.read(first)).toBe('first')
  browser.close(first)
  expect(browser.read(await browser.open(first.own))).toBe('first')
})

test('a closed browser’s text is found by the next tab, and by one only', async () => {
  const browser = new Browser()
  const gone = await browser.open()
  browser.type(gone, 'typed before the end')
  browser.close(gone)
  const [next, other] = [await browser.open(), await browser.open()]
  expect(browser.read(next)).toBe('typed before the end')
  expect(browser.read(other)).toBeNull()
})

test('a copied tab does not take the place of the one it was copied from', async () => {
  const browser = new Browser()
  const first = await browser.open()
  browser.type(first, 'first')
  const copy = await browser.open(new Map(first.own))
  expect(copy.slot.place).not.toBe(first.slot.place)
  expect(browser.read(copy)).toBeNull()
})

test('whatever tabs do, no text is lost and no two living tabs share a place', async () => {
  const step = fc.record({ act: fc.constantFrom('open', 'close', 'reload', 'copy', 'type'), which: fc.nat(9) })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const browser = new Browser()
      let tabs: Tab[] = []
      const typed = new Map<string, string>()
      for (const [n, { act, which }] of steps.entries()) {
        const tab = tabs[which % Math.max(1, tabs.length)]
        if (act === 'open' || !tab) tabs.push(await browser.open())
        else if (act === 'copy') tabs.push(await browser.open(new Map(tab.own)))
        else if (act === 'type') {
          browser.type(tab, `text ${n}`)
          typed.set(tab.slot.place, `text ${n}`)
        } else {
          browser.close(tab)
          tabs = tabs.filter((one) => one !== tab)
          if (act === 'reload') {
            const again = await browser.open(tab.own)
            if (typed.has(tab.slot.place)) expect(again.slot.place).toBe(tab.slot.place)
            tabs.push(again)
          }
        }
        expect(new Set(tabs.map((one) => one.slot.place)).size).toBe(tabs.length)
        for (const [place, text] of typed) expect(browser.kept.get(place)).toContain(text)
      }
      // one after the other, new tabs find all that was left
      const found = new Set(tabs.map((one) => one.slot.place))
      const left = [...typed.keys()].filter((place) => !found.has(place))
      for (const _ of left) found.add((await browser.open()).slot.place)
      for (const place of typed.keys()) expect(found).toContain(place)
    }),
    { numRuns: 60 },
  )
})
