import { ok, refuse } from '../../../shared/result.ts'
import type { HandlersOf } from '../handlers.ts'
import { calendar } from './calendar.ts'
import { addException, end, removeException, save } from './change.ts'
import { dayList } from './day-list.ts'
import { freeSlots } from './free-slots.ts'
import { loadClinic, loadClinics } from './rows.ts'
import { weekOf } from './sessions.ts'

/** Clinics, their weeks and days. */
export const clinicsHandlers: HandlersOf<'clinics'> = {
  async list({ store }, { services, ended }) {
    return ok(await loadClinics(store.read, { services, ...(ended ? {} : { ended: false }) }))
  },

  save,
  addException,
  removeException,
  end,

  async week({ store, today }, { from, services }) {
    return ok({ from, clinics: await weekOf(store.read, from, services, today()) })
  },

  async day({ store, today }, { clinicId, on }) {
    const clinic = await loadClinic(store.read, clinicId)
    if (clinic === undefined) return refuse('not_found', 'That clinic is no longer there.')
    return ok(await dayList(store.read, clinic, on, today()))
  },

  async freeSlots({ store, today }, { serviceId, clinicId, from, limit }) {
    return ok(await freeSlots(store.read, { serviceId, clinicId, from, limit }, today()))
  },

  calendar,
}
