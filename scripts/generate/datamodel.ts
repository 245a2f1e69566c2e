import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inProject } from '../paths.ts'
import { runToEnd } from '../running.ts'

/** A field as Prisma understood it. */
export type Field = {
  name: string
  dbName?: string | null
  kind: 'scalar' | 'object' | 'enum' | 'unsupported'
  type: string
  nativeType?: [name: string, args: string[]] | null
  isList: boolean
  isRequired: boolean
  isUnique: boolean
  isId: boolean
  relationFromFields?: string[]
  relationToFields?: string[]
  relationOnDelete?: string
  relationOnUpdate?: string
}

/** A model as Prisma understood it. */
export type Model = {
  name: string
  dbName: string | null
  schema?: string | null
  fields: Field[]
  primaryKey: { fields: string[] } | null
  uniqueFields: string[][]
}

/** What Prisma understands of a schema: asked of Prisma itself, by a generator that writes down what it is told. */
export async function readDatamodel(schema: string): Promise<Model[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'datamodel-'))
  try {
    const generator = `generator dmmf {\n  provider = ${JSON.stringify(`node ${inProject('scripts/generate/dmmf.mjs')}`)}\n}`
    const file = path.join(folder, 'schema.prisma')
    writeFileSync(file, schema.replace(/^generator \w+ \{[^}]*\}/m, generator))
    const answer = path.join(folder, 'datamodel.json')
    const { code, output } = await runToEnd(
      process.execPath,
      [inProject('node_modules/prisma/build/index.js'), 'generate', '--schema', file],
      { env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true', SCHEMA_DMMF: answer } },
    )
    if (code !== 0) throw new Error(`Prisma cannot read the schema: ${output}`)
    return JSON.parse(readFileSync(answer, 'utf8')).models
  } finally {
    rmSync(folder, { recursive: true })
  }
}
