import { idsOf, type ReleasePack, releaseFiles, releaseZip, zipped } from '#lib/testing/a-release.ts'
import { expect, expectAccessible, test } from '../fixtures.ts'

const FIRST: ReleasePack[] = [
  { n: 901, name: 'Inventamine 901mg tablets', price: '1250' },
  { n: 902, name: 'Inventamine 902mg tablets', product: 'Inventa 902mg tablets' },
]
const SECOND: ReleasePack[] = [
  { n: 901, name: 'Inventamine 901mg tablets', price: '1300' },
  { n: 902, name: 'Inventamine 902mg tablets', product: 'Inventa 902mg tablets', discontinued: true },
]
const chosen = ({ fileName, content }: { fileName: string; content: Uint8Array }) => ({
  name: fileName,
  mimeType: 'application/zip',
  buffer: Buffer.from(content),
})

test('a release is brought in, looked through, made current and returned from', async ({ as }) => {
  const page = await as('admin', 'northbank')
  const bring = async (file: ReturnType<typeof chosen>) => {
    await page.goto('/settings/dictionary')
    await page.getByLabel('Weekly release').setInputFiles(file)
    await page.getByRole('button', { name: 'Read the release' }).click()
    await page.waitForURL(/\/settings\/dictionary\/[0-9a-f-]+$/)
  }
  await page.goto('/settings')
  await page.getByRole('link', { name: /Releases of dm\+d/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dictionary')
  await expectAccessible(page)

  await bring(chosen(releaseZip(FIRST, { day: '021126' })))
  await expect(page.getByText('Making it current changes 2 packs')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Release of 2 November 2026')
  await expectAccessible(page)
  const first = page.url()
  await page.getByRole('button', { name: 'Make this release current' }).click()
  await expect(page.getByText('Current since')).toBeVisible({ timeout: 60_000 })
  await expectAccessible(page)

  await bring(chosen(releaseZip(SECOND, { day: '091126' })))
  await expect(page.getByText('Making it current changes 2 packs')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('List price £12.50 to £13.00')).toBeVisible()
  await expect(page.getByRole('cell', { name: 'No longer to be had' })).toBeVisible()
  await page.getByRole('button', { name: 'Make this release current' }).click()
  await expect(page.getByText('Current since')).toBeVisible({ timeout: 60_000 })
  await page.goto(`/catalogue/${idsOf({ n: 901 }).vmp}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Inventamine 901mg tablets')

  await page.goto(first)
  await expect(page.getByText('You can return to it')).toBeVisible()
  await page.getByRole('button', { name: 'Return to this release' }).click()
  await expect(page.getByText('Current since')).toBeVisible({ timeout: 60_000 })
  await page.goto('/settings/dictionary')
  await expect(page.getByText('Release of 2 November 2026 is current')).toBeVisible()

  const { 'f_vmpp2_3161126.xml': _vmpp, ...rest } = releaseFiles(FIRST, { day: '161126' })
  await bring(chosen(zipped(rest, '161126')))
  await expect(page.getByText('there is no file with Generic packs (VMPP)')).toBeVisible({ timeout: 60_000 })
  await expectAccessible(page)
})

test('who may look at the catalogue sees the releases and may not change them', async ({ as }) => {
  const page = await as('technician', 'northbank')
  await page.goto('/settings/dictionary')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dictionary')
  await expect(page.getByRole('button', { name: 'Read the release' })).toHaveCount(0)
})
