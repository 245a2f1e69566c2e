/**
 * One planted violation for each rule of .dependency-cruiser.mjs: a small tree in which the rule must fire, by path.
 * A rule that has none here, or does not fire on its own, fails the check.
 */
export const VIOLATIONS: Record<string, Record<string, string>> = {
  'pure-stays-pure': {
    'lib/orders/raise/pad.rules.ts': "import type { Load } from './pad.store.ts'\nexport type Pad = Load\n",
    'lib/orders/raise/pad.store.ts': "import 'server-only'\nexport type Load = string\n",
  },
  'pure-writes-no-paper': {
    'lib/orders/send/letter.rules.ts': "import { write } from '#lib/documents/paper.ts'\nexport const letter = write\n",
    'lib/documents/paper.ts': 'export const write = 1\n',
  },
  'pure-knows-no-machine': {
    'lib/values/money.ts': "import { randomInt } from 'node:crypto'\nexport const guess = randomInt\n",
  },
  'pure-reaches-no-database': {
    'lib/orders/order/order.totals.ts': "import { between } from '../between.ts'\nexport const total = between\n",
    'lib/orders/between.ts': "import { database } from '#lib/db/client.ts'\nexport const between = database\n",
    'lib/db/client.ts': 'export const database = 1\n',
  },
  'only-doors-know-next': {
    'lib/orders/raise/pad.command.ts':
      "import 'server-only'\nimport { redirect } from 'next/navigation'\nexport const go = redirect\n",
  },
  'only-four-kinds-reach-the-database': {
    'app/page.tsx':
      "import { database } from '#lib/db/client.ts'\nexport default function Page() { return database }\n",
    'lib/db/client.ts': 'export const database = 1\n',
  },
  'steps-do-not-know-each-other': {
    'lib/orders/raise/a.rules.ts': "import { b } from '../approve/b.rules.ts'\nexport const a = b\n",
    'lib/orders/approve/b.rules.ts': 'export const b = 1\n',
  },
  'order-knows-no-step': {
    'lib/orders/order/a.rules.ts': "import { b } from '../approve/b.rules.ts'\nexport const a = b\n",
    'lib/orders/approve/b.rules.ts': 'export const b = 1\n',
  },
  'orders-ask-neighbours-by-their-front': {
    'lib/orders/raise/a.ts': "import { b } from '#lib/contracts/b.store.ts'\nexport const a = b\n",
    'lib/contracts/b.store.ts': "import 'server-only'\nexport const b = 1\n",
  },
  'neighbours-do-not-know-orders': {
    'lib/catalogue/a.rules.ts': "import { b } from '#lib/orders/order/b.rules.ts'\nexport const a = b\n",
    'lib/orders/order/b.rules.ts': 'export const b = 1\n',
  },
  'pages-call-no-commands': {
    'app/orders/page.tsx':
      "import { b } from '#lib/orders/raise/b.command.ts'\nexport default function Page() { return b }\n",
    'lib/orders/raise/b.command.ts': "import 'server-only'\nexport const b = 1\n",
  },
  'components-call-no-queries': {
    'components/orders/list.tsx': "import { b } from '#lib/orders/track/b.queries.ts'\nexport const list = b\n",
    'lib/orders/track/b.queries.ts': "import 'server-only'\nexport const b = 1\n",
  },
  'queries-never-write': {
    'lib/orders/track/a.queries.ts':
      "import 'server-only'\nimport { b } from '#lib/db/commit.ts'\nexport const a = b\n",
    'lib/db/commit.ts': 'export const b = 1\n',
  },
  'commands-call-no-commands': {
    'lib/orders/raise/a.command.ts': "import 'server-only'\nimport { b } from './b.command.ts'\nexport const a = b\n",
    'lib/orders/raise/b.command.ts': "import 'server-only'\nexport const b = 1\n",
  },
  'only-tests-import-testing': {
    'lib/orders/raise/a.ts': "import { b } from '#lib/testing/b.ts'\nexport const a = b\n",
    'lib/testing/b.ts': 'export const b = 1\n',
  },
  'the-api-knows-no-browser': {
    'lib/api/door.ts': "import { session } from '#lib/access/session.ts'\nexport const who = session\n",
    'lib/access/session.ts': 'export const session = 1\n',
  },
  'no-barrels': {
    'lib/orders/a.ts': "import { b } from './order/index.ts'\nexport const a = b\n",
    'lib/orders/order/index.ts': 'export const b = 1\n',
  },
  'no-drawers': {
    'lib/orders/a.ts': "import { b } from './helpers/b.ts'\nexport const a = b\n",
    'lib/orders/helpers/b.ts': 'export const b = 1\n',
  },
  'ui-knows-no-domain': {
    'components/ui/tag.tsx': "import { b } from '#lib/orders/order/order.status.ts'\nexport const tag = b\n",
    'lib/orders/order/order.status.ts': 'export const b = 1\n',
  },
  'no-circles': {
    'lib/orders/a.ts': "import { b } from './b.ts'\nexport const a = () => b\n",
    'lib/orders/b.ts': "import { a } from './a.ts'\nexport const b = () => a\n",
  },
  'server-files-say-so': {
    'lib/orders/track/a.queries.ts': "import { b } from './b.rules.ts'\nexport const a = b\n",
    'lib/orders/track/b.rules.ts': 'export const b = 1\n',
  },
}
