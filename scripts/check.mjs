// `npm run check`: what a contributor runs before pushing, quick things first.

import { runParts } from './lib/parts.mjs'

await runParts(['format', 'clippy', 'rust', 'interpreter', 'instructions', 'addon', 'node', 'types', 'typeTests'])
