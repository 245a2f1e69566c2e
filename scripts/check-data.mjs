import { launch } from './launcher.mjs'

await launch('scripts/check/data.ts')
