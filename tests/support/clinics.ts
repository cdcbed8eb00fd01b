import { clinicInput, type ClinicInput } from '../../src/shared/contract/clinics.ts'
import type { InProcessClient } from '../../src/main/services/router.ts'
import { registerReferral } from './register.ts'

/** A clinic of speech and language therapy on Mondays at 9, 10 and 11, with only what a test cares about changed. */
export function clinicOf(change: Partial<ClinicInput> = {}): ClinicInput {
  return clinicInput.parse({
    serviceId: 'slt',
    name: 'Monday language clinic',
    clinician: 'Alex Therapist',
    place: 'Harbour Centre',
    mode: 'in_person',
    kind: 'first',
    suits: {},
    templates: [
      {
        weekdays: [1],
        everyWeeks: 1,
        from: '2026-01-05',
        until: null,
        slots: [
          { at: '09:00', minutes: 45, capacity: 1 },
          { at: '10:00', minutes: 45, capacity: 1 },
          { at: '11:00', minutes: 45, capacity: 2 },
        ],
      },
    ],
    ...change,
  })
}

/** Adds a clinic and returns its id. */
export async function addClinic(client: InProcessClient, change: Partial<ClinicInput> = {}): Promise<string> {
  const saved = await client.clinics.save({
    id: null,
    version: null,
    clinic: clinicOf(change),
    rebookReason: null,
  })
  if (!saved.saved) throw new Error('The clinic was not saved')
  return saved.id
}

let made = 0

/** Registers and accepts a made-up child who waits to be booked. Returns the ids and the version to act on. */
export async function waitingChild(
  client: InProcessClient,
  referral: Parameters<typeof registerReferral>[1] = {},
  child: Parameters<typeof registerReferral>[2] = {},
  priority: 'urgent' | 'soon' | 'routine' = 'routine',
): Promise<{ referralId: string; childId: string; version: number }> {
  made += 1
  const ids = await registerReferral(client, referral, { familyName: `Waitfamily${made}`, ...child })
  await client.triage.decide({
    referralId: ids.referralId,
    version: 1,
    decision: { kind: 'accept', priority, reason: 'Decided for a test' },
  })
  const { version } = await client.referrals.get({ referralId: ids.referralId })
  return { ...ids, version }
}
