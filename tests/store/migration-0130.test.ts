import { expect, it } from 'vitest'
import { openConnection } from '../../src/main/store/dialects/connection.ts'
import { databaseFile } from '../../src/main/store/files.ts'
import { newDatabaseKey } from '../../src/main/store/keyring/keyring.ts'
import { migrate } from '../../src/main/store/migrate.ts'
import { migrations } from '../../src/main/store/migrations/index.ts'
import { qualityRuleIds } from '../../src/shared/codes/data-quality-rules.ts'
import { ok } from '../../src/shared/result.ts'
import { temporaryFolder } from '../support/test-store.ts'

it('0130 knows the rules, and an import from before it keeps no cells', async () => {
  const { folder, remove } = await temporaryFolder()
  const connection = openConnection(databaseFile(folder), newDatabaseKey(), { mustExist: false })
  const upTo = (number: number) => migrations.filter((step) => step.number <= number)
  await migrate(connection, async () => ok(true), upTo(120))
  connection.exec(`
    INSERT INTO account (id, user_name, display_name, roles, created_at) VALUES ('a', 'a', 'A', '[]', '');
    INSERT INTO import_batch (id, file_name, sha256, source, imported_at, imported_by, counts)
      VALUES ('b', 'f', 's', 'PAS', '', 'a', '{}');`)
  await migrate(connection, async () => ok(true), upTo(130))

  const known = connection.prepare<[], string>('SELECT id FROM data_quality_rule').pluck().all()
  expect(known.toSorted()).toEqual([...qualityRuleIds].toSorted())
  expect(connection.prepare('SELECT keeps_cells FROM import_batch').pluck().get()).toBe(0)
  const month = connection.prepare(
    `INSERT INTO data_quality_month (service_id, month, referrals, score, rules_version, counted_on, counted_at)
     VALUES ('slt', ?, 1, ?, 1, ?, '')`,
  )
  connection.pragma('foreign_keys = OFF')
  expect(() => month.run('2026-13', 50, '2026-03-01')).toThrow(/CHECK/)
  expect(() => month.run('2026-03', 101, '2026-03-01')).toThrow(/CHECK/)
  expect(() => month.run('2026-03', 50, '2026-02-30')).toThrow(/CHECK/)
  month.run('2026-03', null, '2026-03-01')
  connection.close()
  await remove()
})
