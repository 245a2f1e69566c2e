import { readFileSync } from 'node:fs'
import { inProject } from '../paths.ts'

/** A rule about the text of files, with a line that breaks it. */
export type TextRule = {
  name: string
  /** Which files it is about, by path below the project. */
  files: RegExp
  except?: RegExp
  pattern: RegExp
  /** A line in which the pattern must be found. */
  planted: string
}

const CODE = /\.(ts|tsx|mjs)$/
const PURE =
  /\.(rules|status|progress|totals|schema)\.ts$|^lib\/values\/|^lib\/(result|refusal)\.ts$|^lib\/orders\/lifecycle\.ts$/

/** What no dependency graph can see. */
export const TEXT_RULES: readonly TextRule[] = [
  {
    name: 'nothing is skipped',
    files: /\.(test|spec)\.tsx?$/,
    pattern: /\b(it|test|describe)(\.\w+)*\.(skip|skipIf|runIf|only|todo|fixme|fails)\b/,
    planted: "test.skip('later', () => undefined)",
  },
  {
    name: 'nothing waits by time in browser tests',
    files: /^e2e\//,
    pattern: /waitForTimeout|setTimeout\(/,
    planted: 'await page.waitForTimeout(500)',
  },
  {
    name: 'no check is switched off',
    files: CODE,
    except: /^scripts\/check\//,
    pattern: /@ts-(ignore|nocheck|expect-error)|biome-ignore|eslint-disable/,
    planted: '// @ts-ignore',
  },
  {
    name: 'nothing is left for later',
    files: CODE,
    except: /^scripts\/check\//,
    pattern: /\b(TODO|FIXME|XXX|HACK)\b/,
    planted: '// TODO later',
  },
  {
    name: 'pure files know no clock, no randomness, no environment',
    files: PURE,
    except: /\.test\.ts$|^lib\/values\/(clock|ids)\.ts$/,
    pattern: /\bDate\.now\(|new Date\(\)|Math\.random\(|process\.env|\bcrypto\./,
    planted: 'const now = Date.now()',
  },
  {
    name: 'only *.actions.ts say use server',
    files: CODE,
    except: /\.actions\.ts$|^scripts\/check\//,
    pattern: /^\s*['"]use server['"]/,
    planted: "'use server'",
  },
  {
    name: 'no style attributes: the content security policy forbids them',
    files: /^(app|components)\/.*\.tsx$/,
    pattern: /\sstyle=|dangerouslySetInnerHTML/,
    planted: '<p style={{ color: 1 }}>',
  },
  {
    name: 'no default of the database says what time it is',
    files: /^prisma\/migrations\/.*\.sql$/,
    pattern: /^(?!\s*recorded_at).*\bDEFAULT\s+(now\(\)|CURRENT_\w+|clock_timestamp\(\)|statement_timestamp\(\))/i,
    planted: '  raised_at timestamptz NOT NULL DEFAULT now(),',
  },
  {
    name: 'a setting never outlives its transaction',
    files: /^(lib|prisma)\//,
    except: /\.test\.ts$/,
    pattern: /set_config\([^)]*,\s*false\s*\)/i,
    planted: "SELECT set_config('app.trust_id', $1, false)",
  },
]

/** The kinds of file, a closed list (with those of tests and declarations): a new kind needs a decision. */
const KINDS = new Set(
  'schema rules status progress totals command queries actions api job store test db data d'.split(' '),
)

/** Breaches of the rules about text, with file and line. */
export function textFaults(files: readonly string[], rules: readonly TextRule[] = TEXT_RULES): string[] {
  return files.flatMap((file) => {
    const mine = rules.filter((rule) => rule.files.test(file) && !rule.except?.test(file))
    if (mine.length === 0) return []
    const lines = readFileSync(inProject(file), 'utf8').split('\n')
    return mine.flatMap((rule) =>
      lines.flatMap((line, index) => (rule.pattern.test(line) ? [`${rule.name}: ${file}:${index + 1}`] : [])),
    )
  })
}

/** Rules about text that do not see the line planted for them. */
export function sleepingRules(rules: readonly TextRule[] = TEXT_RULES): string[] {
  return rules.filter((rule) => !rule.pattern.test(rule.planted)).map((rule) => `"${rule.name}" does not see its plant`)
}

/** Files in lib whose kind is not on the list ('order.manager.ts'). */
export function kindFaults(files: readonly string[]): string[] {
  return files
    .filter((file) => /^lib\/.*\.tsx?$/.test(file))
    .flatMap((file) => {
      const parts = file.split('/').at(-1)?.split('.').slice(1, -1) ?? []
      const strange = parts.slice(-2).find((part, index, all) => !KINDS.has(part) && index === all.length - 1)
      return strange ? [`${file}: "${strange}" is no kind of file`] : []
    })
}
