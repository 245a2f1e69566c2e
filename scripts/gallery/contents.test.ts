import { expect, test } from 'vitest'
import { contentsPage, pictureAt } from './contents.ts'

test('a picture is known by its place', () => {
  expect(pictureAt('full/lead/orderPage-waiting-390.png')).toEqual({
    ...{
      file: 'full/lead/orderPage-waiting-390.png',
      state: 'full',
      role: 'lead',
      page: 'orderPage-waiting',
      width: 390,
    },
  })
  expect(pictureAt('index.html')).toBeNull()
})

test('the page shows every picture once, with what it can be chosen by, and loads nothing from elsewhere', () => {
  const pictures = ['full/lead/orders-1280.png', 'empty/stores/today-390.png'].flatMap((file) => pictureAt(file) ?? [])
  const page = contentsPage(pictures, '<now>')
  expect(page.match(/<figure /g)).toHaveLength(2)
  for (const word of ['orders', 'today', 'lead', 'stores', 'full', 'empty'])
    expect(page).toContain(`<option>${word}</option>`)
  expect(page).toContain('&#60;now&#62;')
  expect(page).not.toMatch(/https?:\/\//)
})
