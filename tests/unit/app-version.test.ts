import { expect, it } from 'vitest'
import { appVersion } from '../../src/shared/app-version.ts'
import description from '../../package.json' with { type: 'json' }

it('is the version that is packaged, which every signed return names', () => {
  expect(appVersion).toBe(description.version)
})
