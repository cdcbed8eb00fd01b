import { Text } from '@mantine/core'
import type { CorrectionPreview } from '../../../shared/contract/clocks.ts'
import { spanWords } from './clock-words.ts'
import classes from './clocks.module.css'

/** What a correction changes, before it is made: each clock now and after, the place in the queue, the months. */
export function CorrectionPreviewView({ preview }: { preview: CorrectionPreview }) {
  const { clocks, unchanged, queueBefore, queueAfter, months, statusBefore, statusAfter } = preview
  const isSamePlace = queueBefore.sentence === queueAfter.sentence
  const produced = months.filter((month) => month.wasProduced).length
  return (
    <section className={classes.preview} aria-label="What will change">
      <h3>What will change</h3>
      {clocks.length === 0 ? (
        <Text>No clock changes.</Text>
      ) : (
        <table className={classes.table} aria-label="Clocks before and after">
          <thead>
            <tr>
              <th scope="col">Clock</th>
              <th scope="col">Now</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {clocks.map((change) => (
              <tr key={change.id}>
                <th scope="row">{change.name}</th>
                <td>{spanWords(change.before)}</td>
                <td>
                  {spanWords(change.after)}
                  <span>{change.sentence}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {unchanged.length > 0 && <Text c="dimmed">Stays as it is: {unchanged.join(', ')}.</Text>}
      {statusBefore !== statusAfter && (
        <Text>
          Status: {statusBefore} → <strong>{statusAfter}</strong>
        </Text>
      )}
      <div>
        <h4>Place in the queue</h4>
        {isSamePlace ? (
          <Text>Stays: {queueAfter.sentence}</Text>
        ) : (
          <>
            <Text c="dimmed">Now: {queueBefore.sentence}</Text>
            <Text>After: {queueAfter.sentence}</Text>
          </>
        )}
      </div>
      <div>
        <h4>Monthly returns</h4>
        {months.length === 0 ? (
          <Text>No count of the last {preview.monthsLookedAt} month-ends changes.</Text>
        ) : (
          <>
            <Text mb={4}>
              {months.length === 1 ? '1 month-end' : `${months.length} month-ends`} of the last{' '}
              {preview.monthsLookedAt} count this referral otherwise
              {produced > 0 ? '. A return that was produced is not rewritten: it shows the difference' : ''}.
            </Text>
            <ul className={classes.months}>
              {months.map((month) => (
                <li key={month.month}>
                  {month.sentence}
                  {month.wasProduced && <em>A return of this month has been produced.</em>}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  )
}
