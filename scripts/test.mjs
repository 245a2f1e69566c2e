import { launch } from './launcher.mjs'

await launch('scripts/test/main.ts')
