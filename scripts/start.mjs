import { launch } from './launcher.mjs'

await launch('scripts/start/main.ts')
