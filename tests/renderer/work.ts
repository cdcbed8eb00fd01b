import type { Role } from '../../src/shared/codes/roles.ts'
import type { Work } from '../../src/renderer/app/work-context.tsx'
import type { TestStore } from '../support/test-store.ts'

interface Standing extends Partial<Omit<Work, 'person'>> {
  roles?: readonly Role[] | undefined
  personId?: string | undefined
}

/** What a screen knows of where it stands: the person of a test store, or somebody with these roles. */
export function workOf(test: TestStore, { roles, personId, ...more }: Standing = {}): Work {
  return {
    person: {
      ...test.context.person,
      ...(personId && { id: personId }),
      ...(roles && { roles: [...roles] }),
    },
    store: { kind: 'live', providerCode: 'RX1', providerName: 'Test NHS Trust' },
    today: test.context.today(),
    services: [],
    serviceId: null,
    chooseService: () => undefined,
    counts: {},
    lock: () => undefined,
    ...more,
  }
}
