import { expect, test } from '@playwright/test'
import { drawn } from './drawn.ts'
import { unreached } from './keyboard.ts'

/*
 * What the walk looks for, it finds: a page with one of each fault, and one with none.
 */

const page = (body: string) => `<!doctype html><title>Walk - Tincture</title>
  <style>a:focus, button:focus { outline: 3px solid }</style><main><h1>Walk</h1>${body}</main>`

const drawnFaults: [string, string, string][] = [
  ['a second heading of the first level', '<h1>Again</h1>', 'has 2 h1'],
  ['what sticks out', '<style>.wide { width: 2000px }</style><p class="wide">Wide</p>', 'sticks out sideways'],
  ['an empty cell', '<table><tr><td> </td><td>1</td></tr></table>', 'has an empty cell'],
  ['a style attribute', '<p style="color: red">Red</p>', 'has a style attribute'],
  [
    'text cut off',
    '<style>.cut { width: 90px; overflow: hidden; white-space: nowrap }</style><p class="cut">Paracetamol 500mg tablets</p>',
    'cuts off',
  ],
  [
    'small targets side by side',
    '<style>button { width: 20px; height: 14px; padding: 0; border: 0; font-size: 8px }</style><style>main { font-size: 8px }</style><button>Why</button><button>Not</button>',
    'has a target of',
  ],
]

for (const [what, body, fault] of drawnFaults) {
  test(`sees ${what}`, async ({ page: at }) => {
    await at.setContent(page(body))
    const found = await at.evaluate(drawn)
    expect(found).toContainEqual(expect.stringContaining(fault))
    expect(found.filter((one) => !one.includes(fault))).toEqual([])
  })
}

test('sees a link that shows no focus and one that is covered', async ({ page: at }) => {
  await at.setContent(
    page(`<style>.bare:focus { outline: 0 } .bar { position: fixed; inset: 0 0 auto 0; height: 90px; background: white }
      .under { position: fixed; top: 20px } p { margin-top: 120px }</style>
      <p><a href="#a">First</a> <a class="bare" href="#b">Bare</a> <a href="#d">Last</a></p>
      <a class="under" href="#e">Under</a><div class="bar">Bar</div>`),
  )
  expect(await unreached(at)).toEqual([
    expect.stringContaining('shows no focus on <a class="bare">'),
    expect.stringContaining('covers the focus on <a class="under">'),
  ])
})

test('finds a trap', async ({ page: at }) => {
  await at.setContent(page('<a href="#a">First</a> <button>Trap</button> <a href="#c">Last</a>'))
  await at.evaluate(() => {
    const trap = document.querySelector('button')
    trap?.addEventListener('keydown', (event) => event.preventDefault())
  })
  expect(await unreached(at)).toEqual([expect.stringContaining('Tab does not come to <a')])
})

test('is content with a page that is as it should be', async ({ page: at }) => {
  await at.setContent(page('<p>Read <a href="#a">more</a> of it.</p><table><tr><th>Packs</th><td>0</td></tr></table>'))
  expect(await at.evaluate(drawn)).toEqual([])
  expect(await unreached(at)).toEqual([])
})
