// Unpacks the Chromium that npm brought, and the libraries that it may need, into this process's temporary folder.
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import chromium, { inflate } from '@sparticuz/chromium'

const home = path.dirname(path.dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))))
await chromium.executablePath()
await inflate(path.join(home, 'bin', 'al2023.tar.br'))
