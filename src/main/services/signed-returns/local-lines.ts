import { v7 as uuidv7 } from 'uuid'
import { matchServiceLine } from '../../../shared/codes/service-lines.ts'
import type { LocalLine } from '../../../shared/contract/signed-returns.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { Readable } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { inTransaction } from '../transaction.ts'

/** The provider's own lines, by name, with the services that report on each. */
export async function localLines(db: Readable): Promise<LocalLine[]> {
  const lines = await db.selectFrom('local_line').selectAll().orderBy('name').execute()
  const services = await db.selectFrom('service').select(['name', 'chs_line']).orderBy('name').execute()
  return lines.map(({ id, version, name, active }) => ({
    id,
    version,
    name,
    active: active === 1,
    services: services
      .filter((service) => service.chs_line.toLowerCase() === name.toLowerCase())
      .map((service) => service.name),
  }))
}

/**
 * Adds a line of the provider's own, or takes one out of use or back into it. A line keeps its name, because months
 * are compared by it. Refuses a name that is published or known, and to take out a line that a service reports on.
 */
export async function saveLocalLine(
  context: Pick<ServiceContext, 'store' | 'person' | 'now'>,
  asked: { id: string | null; version: number | null; name: string; active: boolean },
): Promise<Result<{ id: string; version: number }>> {
  const name = asked.name.replace(/\s+/g, ' ')
  return inTransaction(context.store, async (tx) => {
    const all = await tx.selectFrom('local_line').selectAll().execute()
    if (asked.id === null) {
      if (matchServiceLine(name) !== null) {
        return refuse('invalid', 'This is a published line. Choose it for the service as it is.', {
          field: 'name',
        })
      }
      if (all.some((line) => line.name.toLowerCase() === name.toLowerCase())) {
        return refuse('invalid', 'There is a line of that name already.', { field: 'name' })
      }
      const id = uuidv7()
      await tx
        .insertInto('local_line')
        .values({ id, version: 1, name, active: 1, created_at: context.now(), created_by: context.person.id })
        .execute()
      await appendAudit(tx, context, {
        action: 'return.local_line_added',
        subject: `local line ${id}`,
        detail: { name },
      })
      return ok({ id, version: 1 })
    }
    const line = all.find(({ id }) => id === asked.id)
    if (line === undefined) return refuse('not_found', 'This line is no longer there.')
    if (line.version !== asked.version) {
      return refuse('conflict', 'Somebody else changed this line meanwhile. Look at it again, then save.', {
        present: line,
      })
    }
    if (line.name !== name) {
      return refuse('invalid', 'A line keeps its name. Take it out of use and add another.', {
        field: 'name',
      })
    }
    const users = await tx.selectFrom('service').select(['name', 'chs_line']).execute()
    const user = users.find(({ chs_line }) => chs_line.toLowerCase() === name.toLowerCase())
    if (!asked.active && user !== undefined) {
      return refuse('invalid', `${user.name} reports on this line. Choose another line for it first.`)
    }
    const version = line.version + 1
    await tx
      .updateTable('local_line')
      .set({ version, active: asked.active ? 1 : 0 })
      .where('id', '=', line.id)
      .execute()
    await appendAudit(tx, context, {
      action: 'return.local_line_changed',
      subject: `local line ${line.id}`,
      detail: { active: asked.active },
    })
    return ok({ id: line.id, version })
  })
}
