import { launch } from './launcher.mjs'

await launch('scripts/generate/main.ts')
