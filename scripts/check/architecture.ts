import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import rules from '../../.dependency-cruiser.mjs'
import { inProject } from '../paths.ts'
import { VIOLATIONS } from './violations.ts'

const FOLDERS = ['app', 'bench', 'components', 'e2e', 'lib', 'prisma', 'scripts']

/** Fewer modules than the house has by far: then nothing was read, and nothing was checked. */
const LEAST_MODULES = 200

/** The rules of the house, held against the code: one line for each breach. */
export async function architecture(): Promise<string[]> {
  const result = await run(inProject(), FOLDERS)
  if (result.summary.totalCruised < LEAST_MODULES) {
    return [`only ${result.summary.totalCruised} modules were read: the rules were not checked`]
  }
  return result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)
}

/** The rules themselves, held against one planted violation each: one line for each rule that sleeps. */
export async function architectureRules(): Promise<string[]> {
  const names = [...(rules.forbidden ?? []), ...(rules.required ?? [])].map(
    (rule) => rule.name ?? 'a rule without a name',
  )
  const faults: string[] = Object.keys(VIOLATIONS)
    .filter((name) => !names.includes(name))
    .map((name) => `a violation is planted for ${name}, which is not a rule`)
  for (const name of names) {
    const files = VIOLATIONS[name]
    if (!files) faults.push(`${name} has no planted violation`)
    else if (!(await fires(name, files))) faults.push(`${name} does not fire on its planted violation`)
  }
  return faults
}

async function fires(name: string, files: Record<string, string>): Promise<boolean> {
  const folder = inProject('.data', 'check', `${name}-${process.pid}`)
  try {
    const imports = { '#lib/*': './lib/*', '#components/*': './components/*' }
    plant(folder, 'package.json', JSON.stringify({ type: 'module', imports }))
    plant(folder, 'tsconfig.json', JSON.stringify({ compilerOptions: { allowImportingTsExtensions: true } }))
    for (const [file, text] of Object.entries(files)) plant(folder, file, text)
    const tops = [...new Set(Object.keys(files).map((file) => file.split('/')[0] ?? file))]
    const { summary } = await run(folder, tops)
    return summary.violations.some((violation) => violation.rule.name === name)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function plant(folder: string, file: string, text: string): void {
  const whole = path.join(folder, file)
  mkdirSync(path.dirname(whole), { recursive: true })
  writeFileSync(whole, text)
}

async function run(baseDir: string, folders: string[]): Promise<ICruiseResult> {
  const { forbidden, required, options } = rules
  const back = process.cwd()
  process.chdir(baseDir)
  try {
    const settings: ICruiseOptions = { ...options, baseDir, validate: true, ruleSet: { forbidden, required } }
    const tsConfig = extractTSConfig(path.join(baseDir, 'tsconfig.json'))
    const { output } = await cruise(folders, settings, undefined, { tsConfig })
    if (typeof output === 'string') throw new Error(output)
    return output
  } finally {
    process.chdir(back)
  }
}
