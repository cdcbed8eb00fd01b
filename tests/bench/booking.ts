import { clinicInput, type ClinicInput } from '../../src/shared/contract/clinics.ts'
import { addDays } from '../../src/main/domain/clocks/days.ts'
import { mondayOf } from '../../src/main/domain/booking/schedule.ts'
import { benchToday } from './build-store.ts'
import { atMost, type Figure, median, timed } from './figures.ts'
import type { OpenBench } from './open-store.ts'

const rounds = 7
/** A Monday with more than three weeks' notice. */
const monday = mondayOf(addDays(benchToday, 42))

/** Who fits a slot, for a clinic that suits most and one that suits nobody; the last in the queue; a week of clinics. */
export async function measureBooking({ client }: OpenBench): Promise<Figure[]> {
  const clinic = async (name: string, suits: Partial<ClinicInput['suits']>) => {
    const known = (await client.clinics.list({ services: ['slt'] })).find((each) => each.name === name)
    if (known !== undefined) return known.id
    const saved = await client.clinics.save({
      id: null,
      version: null,
      clinic: clinicInput.parse({
        serviceId: 'slt',
        name,
        clinician: 'Bench',
        place: 'Bench',
        mode: 'in_person',
        kind: 'first',
        suits,
        templates: [
          {
            weekdays: [1],
            everyWeeks: 1,
            from: addDays(benchToday, -7),
            until: null,
            slots: [{ at: '09:00', minutes: 45, capacity: 12 }],
          },
        ],
      }),
    })
    if (!saved.saved) throw new Error('The clinic was not saved')
    return saved.id
  }
  const open = await clinic('Bench, suits most', {})
  const rare = await clinic('Bench, suits nobody', { ageFromMonths: 310 })
  const { rows, total } = await client.waitingList.page({
    filter: { queue: 'to_book', services: ['slt'] },
    sort: [{ column: 'queue_order', direction: 'desc' }],
    limit: 1,
  })
  const last = rows[0]?.referralId ?? ''
  const ways: [name: string, limit: number, work: () => Promise<unknown>][] = [
    [
      'who fits a slot, most fit',
      100,
      () => client.appointments.fit({ clinicId: open, on: monday, at: '09:00' }),
    ],
    [
      'who fits a slot, nobody fits (10,000 looked at)',
      1000,
      () => client.appointments.fit({ clinicId: rare, on: monday, at: '09:00' }),
    ],
    [
      'the last in the queue against a slot',
      100,
      () => client.appointments.candidate({ clinicId: open, on: monday, at: '09:00', referralId: last }),
    ],
    ['a week of clinics', 100, () => client.clinics.week({ from: monday })],
  ]
  const figures: Figure[] = []
  for (const [name, limit, work] of ways) {
    const times: number[] = []
    for (let round = -1; round < rounds; round += 1) {
      const took = await timed(work)
      if (round >= 0) times.push(took)
    }
    figures.push(atMost('booking', `${name}; ${total.toLocaleString('en-GB')} to book`, median(times), limit))
  }
  return figures
}
