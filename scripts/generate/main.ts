import { stage } from '../progress.ts'
import { generateClient } from './client.ts'

await stage('Generating the database client', 'Generated the database client', generateClient)
