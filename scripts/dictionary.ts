import { createReadStream, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createGzip } from 'node:zlib'
import { bringIn } from './dictionary/bring-in.ts'
import { explain } from './explain.ts'
import { Problem } from './problem.ts'

const HOW =
  'Write npm run dictionary -- FILE… [--trust ODS] [--as EMAIL] [--keep]. With --keep the release waits to be made current.'

/** `npm run dictionary -- FILE…`: brings a release of the dictionary in and makes it current. */
try {
  const asked = parseDictionaryArguments(process.argv.slice(2))
  const files = []
  for (const file of asked.files) files.push({ fileName: path.basename(file), content: await packed(file) })
  process.exitCode = await bringIn({ ...asked, files })
} catch (error) {
  console.error(`✗ ${explain(error)}`)
  process.exitCode = 1
}

function parseDictionaryArguments(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { trust: { type: 'string' }, as: { type: 'string' }, keep: { type: 'boolean' } },
    })
    if (positionals.length === 0) throw new Error('files')
    return {
      files: positionals,
      trust: values.trust?.toUpperCase(),
      as: values.as?.toLowerCase(),
      keep: values.keep === true,
    }
  } catch {
    throw new Problem('That is not how a release is brought in.', HOW)
  }
}

/** A file's bytes; XML packed with gzip, for a release unpacked is twenty times as large. */
async function packed(file: string): Promise<Uint8Array> {
  // npm runs us in the project's folder; a file is meant from where it was called
  const place = path.resolve(process.env.INIT_CWD ?? process.cwd(), file)
  try {
    if (!statSync(place).isFile()) throw new Error('no file')
    if (!/\.xml$/i.test(place)) return new Uint8Array(readFileSync(place))
    const parts: Uint8Array[] = []
    for await (const part of createReadStream(place).pipe(createGzip())) parts.push(part as Uint8Array)
    return new Uint8Array(Buffer.concat(parts))
  } catch {
    throw new Problem(`There is no file ${place} that can be read.`, 'Give the path of the zip, or of each XML file.')
  }
}
