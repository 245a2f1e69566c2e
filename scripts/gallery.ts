import { globSync, mkdirSync, writeFileSync } from 'node:fs'
import { explain } from './explain.ts'
import { parseGalleryArguments } from './gallery/arguments.ts'
import { contentsPage, pictureAt } from './gallery/contents.ts'
import { inProject } from './paths.ts'
import { runToEnd } from './running.ts'

/**
 * `npm run gallery -- [--role …] [--page …] [--width …] [--state …]`: a picture of every page in every role that may see
 * it, wide and on a phone, of an empty trust, of the demo, and refusing; into the folder gallery, with a page that shows
 * them. A part replaces its own pictures and leaves the others.
 */
try {
  const wanted = parseGalleryArguments(process.argv.slice(2))
  const folder = inProject('gallery')
  mkdirSync(folder, { recursive: true })
  const config = inProject('e2e/gallery/playwright.config.ts')
  const { code } = await runToEnd(
    process.execPath,
    [inProject('node_modules/@playwright/test/cli.js'), 'test', '-c', config],
    {
      env: { ...process.env, NODE_OPTIONS: '', GALLERY: JSON.stringify({ ...wanted, folder }) },
      show: true,
    },
  )
  const pictures = globSync('*/*/*.png', { cwd: folder })
    .sort()
    .flatMap((file) => pictureAt(file) ?? [])
  writeFileSync(`${folder}/index.html`, contentsPage(pictures, new Date().toUTCString()))
  console.log(`${pictures.length} pictures: open gallery/index.html`)
  process.exitCode = code
} catch (error) {
  console.error(`✗ ${explain(error)}`)
  process.exitCode = 1
}
