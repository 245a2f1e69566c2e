import { makeDatabase } from '../cluster.ts'
import { measureDictionary } from '../dictionary/measure.ts'
import type { Part } from '../run/context.ts'

/** S7: a full release of the dictionary, in a database of its own beside the others. */
export const s7: Part = {
  id: 'S7',
  run: ({ large, rounds, say }) => {
    const url = (name: string) => Object.assign(new URL(large.ownerUrl), { pathname: `/${name}` }).toString()
    return measureDictionary(() => makeDatabase({ url }, 'bench_dictionary'), { rounds: Math.min(rounds, 3), say })
  },
}
